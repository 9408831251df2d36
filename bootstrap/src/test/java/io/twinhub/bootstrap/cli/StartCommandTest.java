package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.cli.command.HubStarter;
import io.twinhub.bootstrap.cli.command.HubStarter.RunningHub;
import io.twinhub.bootstrap.cli.command.HubStarter.StartFailure;
import io.twinhub.bootstrap.config.DisturbanceConfig;
import io.twinhub.bootstrap.config.EventsConfig;
import io.twinhub.bootstrap.config.EventsEndpoint;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.config.StartTimes;
import io.twinhub.bootstrap.config.TokenIssuerConfig;
import io.twinhub.bootstrap.config.TrustFiles;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.events.Retention;
import io.twinhub.local.engine.rows.QueryLag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code start} reads its options, and what it does when 443 is not for this user. */
class StartCommandTest {
  private final List<HubConfig> asked = new ArrayList<>();

  private RunningHub started(HubConfig config) {
    asked.add(config);
    // Ends the command as soon as it has told that the hub is ready.
    Thread.currentThread().interrupt();
    HubFacts facts = new HubFacts(
        "twinhub",
        1,
        "1.2.3",
        config.host(),
        config.httpsPort(),
        8883,
        5671,
        8280,
        8281,
        new EventsEndpoint("127.0.0.1", 5672, "twinhub"),
        "t",
        "HostName=…",
        trust(),
        9);
    return new RunningHub() {
      @Override
      public HubFacts facts() {
        return facts;
      }

      @Override
      public StartTimes startTimes() {
        return new StartTimes();
      }

      @Override
      public String explorerAddress() {
        return "http://127.0.0.1:8280/?token=once";
      }

      @Override
      public void close() {}
    };
  }

  private static TrustFiles trust() {
    return TrustFiles.in(Path.of("/run"));
  }

  private RunningHub startedElsewhere(HubConfig config) {
    if (config.httpsPort() == HubConfig.HTTPS_PORT_DEFAULT) {
      asked.add(config);
      throw new StartFailure("443 is not for you", new IllegalStateException(), true);
    }
    return started(config);
  }

  private static Ran start(HubStarter starter, String... options) {
    List<String> arguments = new ArrayList<>(List.of("start"));
    arguments.addAll(List.of(options));
    try {
      return Ran.twinhub(starter, arguments.toArray(String[]::new));
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void without_options_all_is_as_documented() {
    Ran ran = start(this::started);
    assertThat(asked)
        .containsExactly(HubConfig.builder(RunFolder.defaultFolder())
            .data(Path.of(".twinhub").toAbsolutePath())
            .build());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("Twinhub 1.2.3 is ready after 9 ms. Twins are kept in %s.\n"
            .formatted(Path.of(".twinhub", "twins.db").toAbsolutePath()))
        .contains("HTTPS    https://127.0.0.1:443 ", "CA file  /run/ca.pem");
  }

  @Test
  void verbose_tells_what_the_start_spent_its_time_on() {
    assertThat(start(this::started, "--verbose").err())
        .matches(" *[0-9]+ ms  Java and the command line\n");
  }

  @Test
  void each_option_reaches_the_hub() {
    start(
        this::started,
        "--in-memory",
        "--host=0.0.0.0",
        "--https-port=1",
        "--mqtt-port=2",
        "--amqp-port=4",
        "--admin-port=3",
        "--events-port=5",
        "--partitions=8",
        "--retention=12h,2GB",
        "--consumer-group=one",
        "--consumer-group=two.2",
        "--arrays=allow",
        "--san",
        "hub.test",
        "10.0.0.1",
        "--device-ca=a.pem",
        "--entra-keys=k.json",
        "--entra-issuer=https://sts/",
        "--entra-audience=hub");
    assertThat(asked)
        .containsExactly(HubConfig.builder(RunFolder.defaultFolder())
            .host("0.0.0.0")
            .httpsPort(1)
            .mqttPort(2)
            .amqpPort(4)
            .adminPort(3)
            .events(new EventsConfig(
                Optional.of(5),
                8,
                Optional.of(new Retention(Duration.ofHours(12), 2L << 30)),
                List.of("one", "two.2")))
            .arrays(TwinRules.Arrays.ALLOW)
            .extraNames(List.of("hub.test", "10.0.0.1"))
            .deviceAuthorities(List.of(Path.of("a.pem")))
            .tokenIssuer(new TokenIssuerConfig(Path.of("k.json"), "https://sts/", "hub"))
            .build());
  }

  @ParameterizedTest
  @CsvSource({
    "--data=d, 3d, 72, 268435456",
    "--in-memory, 3d, 72, 33554432",
    "--in-memory, 512MB, 24, 536870912",
    "--in-memory, '1gb, 90M', 1, 1073741824",
    "--data=d, 7D, 168, 268435456"
  })
  void retention_is_an_age_a_size_or_both(String store, String text, long hours, long bytes) {
    start(this::started, store, "--retention", text);
    Retention kept = asked.get(0).events().retention().orElseThrow();
    assertThat(kept.age().toHours()).isEqualTo(hours);
    assertThat(kept.bytesMax()).isEqualTo(bytes);
  }

  @Test
  void twenty_consumer_groups_are_the_most() {
    List<String> options = new ArrayList<>();
    for (int i = 1; i < 20; i++) {
      options.add("--consumer-group=group" + i);
    }
    start(this::started, options.toArray(String[]::new));
    assertThat(asked.get(0).events().allGroups()).hasSize(20).startsWith("$Default", "group1");
    options.add("--consumer-group=group20");
    Ran refused = start(this::started, options.toArray(String[]::new));
    assertThat(refused.err()).isEqualTo("""
            twinhub: --consumer-group: a hub has at most 20 consumer groups, with $Default
            Try 'twinhub start --help'.
            """);
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_lag_of_queries_reaches_the_hub_and_is_told() {
    Ran ran = start(this::started, "--query-lag", "random:7:0..30s");
    assertThat(asked)
        .singleElement()
        .satisfies(config ->
            assertThat(config.queryLag().map(QueryLag::toString)).contains("random:7:0..30s"));
    assertThat(ran.err()).isEqualTo("Queries lag behind writes: random:7:0..30s\n");
  }

  @Test
  void a_tier_reaches_the_hub_and_is_told() {
    Ran ran = start(this::started, "--sku", "s2", "--units", "3", "--throttle", "count");
    assertThat(asked)
        .singleElement()
        .satisfies(config -> assertThat(config.disturbance())
            .isEqualTo(new DisturbanceConfig(
                Optional.of(new TierPlan(Tier.S2, 3, TierPlan.Mode.COUNT)), false)));
    assertThat(ran.err())
        .isEqualTo("The hub counts what exceeds the limits of tier S2, units: 3\n");
  }

  @Test
  void a_hub_keeps_to_no_tier_and_honours_no_faults_of_devices_unless_it_is_told_to() {
    start(this::started);
    start(this::started, "--in-band-faults");
    assertThat(asked)
        .extracting(HubConfig::disturbance)
        .containsExactly(DisturbanceConfig.NONE, new DisturbanceConfig(Optional.empty(), true));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      --sku S4 | --sku: there is no tier 'S4': use one of F1, B1, B2, B3, S1, S2, S3
      --sku F1 --units 2 | --units: a hub of tier F1 cannot have 2 units: it has 1 to 1
      --sku S3 --units 11 | --units: a hub of tier S3 cannot have 11 units: it has 1 to 10
      --sku S1 --units 0 | --units: a hub of tier S1 cannot have 0 units: it has 1 to 200
      --sku S1 --units many | --units: 'many' is not a whole number
      --sku S1 --throttle maybe | --throttle: 'maybe' is not one of enforce, count
      --units 2 | --units and --throttle belong to a tier: name one with --sku, such as --sku S1
      --throttle count | --units and --throttle belong to a tier: name one with --sku, such as --sku S1
      """)
  void a_wrong_tier_is_told(String options, String sentence) {
    Ran refused = start(this::started, options.split(" "));
    assertThat(refused.err())
        .isEqualTo("twinhub: %s\nTry 'twinhub start --help'.\n".formatted(sentence));
    assertThat(asked).isEmpty();
  }

  @Test
  void programs_get_one_line_of_json() {
    Ran ran = start(this::started, "-o", "json");
    assertThat(ran.out().lines()).hasSize(1);
    assertThat(HubFacts.parse(ran.json()).trust()).isEqualTo(trust());
  }

  @Test
  void where_443_is_refused_8443_is_taken_and_what_then_works_is_said() {
    Ran ran = start(this::startedElsewhere);
    assertThat(asked).extracting(HubConfig::httpsPort).containsExactly(443, 8443);
    assertThat(ran.err())
        .startsWith("Port 443 may not be bound by this user, so HTTPS listens on 8443.\n")
        .contains("sudo sysctl net.ipv4.ip_unprivileged_port_start=443");
    assertThat(ran.out()).contains("https://127.0.0.1:8443");
  }

  @Test
  void a_port_that_was_asked_for_is_not_replaced() {
    Ran ran = start(this::startedElsewhere, "--https-port", "443");
    assertThat(ran).isEqualTo(new Ran(1, "", "twinhub: 443 is not for you\n"));
    assertThat(asked).hasSize(1);
  }

  @Test
  void any_other_failure_is_told_once() {
    StartFailure failure = new StartFailure("the port is taken", new IllegalStateException());
    Ran ran = start(config -> {
      asked.add(config);
      throw failure;
    });
    assertThat(ran).isEqualTo(new Ran(1, "", "twinhub: the port is taken\n"));
    assertThat(asked).hasSize(1);
  }
}
