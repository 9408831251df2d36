package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.assertRefused;
import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.print.ExitCode;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.fault.FaultInForce;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of a running hub, from the command line. */
@Timeout(60)
class FaultCommandsTest {
  private Twinhub hub;

  @BeforeEach
  void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    done("device-identity", "create", "-d", "dev1");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String json(Ran ran) {
    return ran.out().replaceAll("\\s", "");
  }

  @Test
  void create_list_delete_clear() {
    Ran created =
        done("fault create --effect latency --delay 2s -d dev1 --operation report --transport mqtt"
            .split(" "));
    assertThat(json(created))
        .isEqualTo(
            "{\"id\":\"latency-1\",\"effect\":\"latency\",\"delay\":\"2s\",\"deviceId\":\"dev1\","
                + "\"operations\":[\"report\"],\"transport\":\"mqtt\",\"probability\":1,\"seed\":1,"
                + "\"affected\":0}");
    done("fault create -e refuse --code 503 --times 3 --probability 0.1 --seed 7 --for 1h"
        .split(" "));
    assertThat(hub.faults().list())
        .extracting(FaultInForce::id)
        .containsExactly("latency-1", "refuse-1");
    assertThat(json(done("fault", "list")))
        .contains("\"id\":\"latency-1\"", "\"code\":503001", "\"times\":3", "\"until\":\"");
    assertThat(json(done("status"))).contains("\"faults\":2");
    assertThat(done("fault", "delete", "--fault-id", "latency-1").out()).isEmpty();
    assertThat(hub.faults().list()).extracting(FaultInForce::id).containsExactly("refuse-1");
    assertThat(done("fault", "clear").out()).isEmpty();
    assertThat(hub.faults().list()).isEmpty();
    assertThat(done("fault", "list", "-o", "table").out())
        .contains("no faults; 'twinhub fault create' makes one");
  }

  @Test
  void a_fault_takes_effect_at_once() {
    done("fault create -e refuse --code 503 --operation read-twin --times 1".split(" "));
    hub.faults().clear();
    done("fault create -e refuse --code 412001 --operation read-twin --times 1".split(" "));
    assertRefused(
        "412 ErrorCode:PreconditionFailed;the fault 'refuse-2' refuses this operation",
        "device-twin",
        "show",
        "-d",
        "dev1");
    done("device-twin", "show", "-d", "dev1");
  }

  @Test
  void the_hub_refuses_what_only_it_can_know() {
    assertRefused("Device dev2 not registered", "fault", "create", "-e", "lost", "-d", "dev2");
    assertRefused(
        "there is no fault 'lost-1'; it may be over already", "fault", "delete", "--id", "lost-1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      --effect slow | there is no effect 'slow': use one of latency, refuse, late, throttled,
      --effect latency | the effect 'latency' needs a delay, such as 2s or 1s..3s
      --effect latency --delay soon | 'soon' is not a delay: write 2s, 500ms or 1s..3s
      --effect refuse --code 418 | there is no error '418': use one of 400001 InvalidProtocolVersion,
      --effect lost --operation report | the effect 'lost' cannot disturb the operation 'report'
      --effect lost --operation fly | there is no operation 'fly': use one of connect,
      --effect throttled --transport coap | there is no transport 'coap': use one of mqtt, amqp, https
      --effect lost --probability 2 | '2.0' is not a probability
      --effect lost --probability often | --probability: 'often' is not a number
      --effect lost --times 0 | a fault cannot happen 0 times
      --effect lost --for 0s | a fault must last for some time
      --effect lost -m m | --module-id: name its device with --device-id
      --delay 2s | Missing required option: '--effect=EFFECT'
      """)
  void wrong_usage_is_told_without_asking_the_hub(String options, String sentence) {
    List<String> arguments = new ArrayList<>(List.of("fault", "create"));
    arguments.addAll(List.of(options.split(" ")));
    Ran ran = Ran.twinhub(arguments.toArray(String[]::new));
    assertThat(ran.err()).contains(sentence).contains("Try 'twinhub fault create --help'.");
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(hub.faults().list()).isEmpty();
  }
}
