package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.archive.ArchiveLater;
import io.twinhub.bootstrap.cli.command.HubStarter.RunningHub;
import io.twinhub.bootstrap.cli.command.HubStarter.StartFailure;
import io.twinhub.bootstrap.cli.option.DurationText;
import io.twinhub.bootstrap.cli.option.start.DisturbanceOptions;
import io.twinhub.bootstrap.cli.option.start.EventsOptions;
import io.twinhub.bootstrap.cli.option.start.LogOptions;
import io.twinhub.bootstrap.cli.option.start.RepeatOptions;
import io.twinhub.bootstrap.cli.option.start.TokenIssuerOptions;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.ReadyText;
import io.twinhub.bootstrap.config.EventsConfig;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.fleet.FileProblem;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.events.Retention;
import io.twinhub.local.engine.rows.QueryLag;
import io.twinhub.local.tls.SubjectNames;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a hub until it is interrupted. */
@Command(name = "start", description = "Runs a hub until it is interrupted.")
public final class StartCommand implements Runnable {
  private static final int PORT_MAX = 65_535;

  private final HubStarter starter;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The name of the hub, by which commands find it if several run here. Default: twinhub,"
              + " or twinhub-2 if that runs")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder that keeps twins, keys and certificates. Default: .twinhub")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--in-memory",
      description = "Keep nothing: no twins, and new keys at each start.")
  private boolean inMemory;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = HubConfig.HOST_DEFAULT,
      description = "The address to listen on. Default: ${DEFAULT-VALUE}")
  private String host = HubConfig.HOST_DEFAULT;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      description = "REST and WebSockets; 0 is any free port. Default: 443")
  private Optional<Integer> httpsPort = Optional.empty();

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      defaultValue = "" + HubConfig.MQTT_PORT_DEFAULT,
      description = "MQTT; 0 is any free port. Default: ${DEFAULT-VALUE}")
  private int mqttPort = HubConfig.MQTT_PORT_DEFAULT;

  @Option(
      names = "--amqp-port",
      paramLabel = "PORT",
      defaultValue = "" + HubConfig.AMQP_PORT_DEFAULT,
      description = "AMQP; 0 is any free port. Default: ${DEFAULT-VALUE}")
  private int amqpPort = HubConfig.AMQP_PORT_DEFAULT;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      defaultValue = "" + HubConfig.ADMIN_PORT_DEFAULT,
      description =
          "Admin pages, plain HTTP on loopback; 0 is any free port. Default: ${DEFAULT-VALUE}")
  private int adminPort = HubConfig.ADMIN_PORT_DEFAULT;

  @Mixin
  private EventsOptions events = new EventsOptions();

  @Option(
      names = "--seed",
      paramLabel = "FILE",
      description =
          "Policies, devices, modules, keys and twins to begin with, as YAML or JSON, or as 'hub"
              + " export' writes them; what is there already stays.")
  private Optional<Path> seed = Optional.empty();

  @Option(
      names = "--arrays",
      paramLabel = "refuse|allow",
      defaultValue = "refuse",
      description = "Whether arrays may stand in tags and properties. Default: ${DEFAULT-VALUE}")
  private TwinRules.Arrays arrays = TwinRules.Arrays.REFUSE;

  @Option(
      names = "--query-lag",
      paramLabel = "LAG",
      description =
          "How far queries lag behind writes, as Azure's do: fixed:2s, random:SEED:0..30s or"
              + " held. Default: not at all")
  private Optional<String> queryLag = Optional.empty();

  @Option(
      names = "--transfer-folder",
      paramLabel = "FOLDER",
      description =
          "A folder that import and export jobs of the owner may use by file: URIs. Default: none")
  private Optional<Path> transferFolder = Optional.empty();

  @Mixin
  private RepeatOptions repeat = new RepeatOptions();

  @Mixin
  private DisturbanceOptions disturbance = new DisturbanceOptions();

  @Option(
      names = "--san",
      arity = "1..*",
      paramLabel = "NAME",
      description = "More names and addresses for the server certificate.")
  private List<String> names = List.of();

  @Option(
      names = "--device-ca",
      arity = "1..*",
      paramLabel = "FILE",
      description = "PEM files of authorities that sign the certificates of X.509 devices.")
  private List<Path> deviceAuthorities = List.of();

  @Option(
      names = "--token-leeway",
      paramLabel = "TIME",
      defaultValue = "5m",
      description =
          "How long a token is honoured after its expiry, since clocks differ; a short time"
              + " shows soon whether clients renew theirs. Default: ${DEFAULT-VALUE}")
  private String tokenLeeway = "5m";

  @Mixin
  private LogOptions log = new LogOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A file with lines NAME = VALUE for these options, without their hyphens; options that are"
              + " given here take precedence.")
  private Optional<Path> unusedConfig = Optional.empty(); // ConfigFile has read it

  @Mixin
  private TokenIssuerOptions tokenIssuer = new TokenIssuerOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How to tell that the hub is ready: a block of text, or one line of JSON.")
  private ReadyOutput output = ReadyOutput.TEXT;

  @Option(names = "--verbose", description = "Print what the start spent its time on.")
  private boolean verbose;

  /** How readiness is announced. */
  enum ReadyOutput {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON
  }

  public StartCommand(HubStarter starter) {
    this.starter = starter;
  }

  @Override
  public void run() {
    if (inMemory && data.isPresent()) {
      throw CommandFailure.usage("--data and --in-memory exclude each other");
    }
    name.ifPresent(StartCommand::requireName);
    httpsPort.ifPresent(port -> requirePort("--https-port", port));
    requirePort("--mqtt-port", mqttPort);
    requirePort("--amqp-port", amqpPort);
    requirePort("--admin-port", adminPort);
    requirePort("--events-port", events.port());
    eventsConfig();
    requireNames("--host", List.of(host));
    requireNames("--san", names);
    tokenIssuer.config();
    tokenLeeway();
    queryLag();
    requireTransferFolder();
    repeat.config(host);
    disturbance.config();
    log.apply();
    RunningHub hub = start();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(
            () -> {
              hub.close();
              tell("Twinhub '%s' has stopped.".formatted(hub.facts().name()));
              stopped.countDown();
            },
            "twinhub-stop"));
    queryLag().ifPresent(lag -> tell("Queries lag behind writes: " + lag));
    repeat
        .config(host)
        .clockAt()
        .ifPresent(time -> tell("The clock stands at %s until 'clock advance'".formatted(time)));
    disturbance.notice().ifPresent(this::tell);
    if (verbose) {
      tell(hub.startTimes().table());
    }
    tell(hub);
    ArchiveLater.begin();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void requireName(String name) {
    if (!RunFolder.NAME.matcher(name).matches()) {
      throw CommandFailure.usage(
          "--name: '%s' is no name of a hub; it has letters, digits and hyphens, at most 63"
              .formatted(name));
    }
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > PORT_MAX) {
      throw CommandFailure.usage(
          "%s: %d is not a port; ports are 0 to %d".formatted(option, port, PORT_MAX));
    }
  }

  /** Checks names that will appear in the server certificate. */
  private static void requireNames(String option, List<String> names) {
    try {
      SubjectNames.and(names);
    } catch (IllegalArgumentException noName) {
      throw CommandFailure.usage(option + ": " + noName.getMessage());
    }
  }

  private EventsConfig eventsConfig() {
    return events.config(inMemory ? Retention.IN_MEMORY : Retention.ON_DISK);
  }

  private void requireTransferFolder() {
    if (transferFolder.filter(folder -> !Files.isDirectory(folder)).isPresent()) {
      throw CommandFailure.usage(
          "--transfer-folder: '%s' is not a folder".formatted(transferFolder.get()));
    }
  }

  private Duration tokenLeeway() {
    return DurationText.parse("--token-leeway", tokenLeeway);
  }

  private Optional<QueryLag> queryLag() {
    try {
      return queryLag.map(QueryLag::parse);
    } catch (IllegalArgumentException noLag) {
      throw CommandFailure.usage(
          "--query-lag: '%s': %s".formatted(queryLag.orElse(""), noLag.getMessage()));
    }
  }

  private RunningHub start() {
    try {
      return starter.start(config(httpsPort.orElse(HubConfig.HTTPS_PORT_DEFAULT)));
    } catch (StartFailure failure) {
      if (!failure.portRefused() || httpsPort.isPresent()) {
        throw told(failure);
      }
      return startUnprivileged();
    }
  }

  /** On many systems only root may bind port 443; without that port most of the hub still works. */
  private RunningHub startUnprivileged() {
    try {
      RunningHub hub = starter.start(config(HubConfig.HTTPS_PORT_UNPRIVILEGED));
      spec.commandLine().getErr().println(ReadyText.unprivileged());
      spec.commandLine().getErr().flush();
      return hub;
    } catch (StartFailure failure) {
      throw told(failure);
    }
  }

  /** As in every other command, a file that the user names and that cannot be used counts as wrong usage. */
  private static CommandFailure told(StartFailure failure) {
    return failure.getCause() instanceof FileProblem
        ? CommandFailure.usage(failure.reason())
        : CommandFailure.refused(failure.reason());
  }

  private HubConfig config(int https) {
    HubConfig.Builder config = HubConfig.builder(RunFolder.defaultFolder())
        .host(host)
        .httpsPort(https)
        .mqttPort(mqttPort)
        .amqpPort(amqpPort)
        .adminPort(adminPort)
        .events(eventsConfig())
        .arrays(arrays)
        .extraNames(names)
        .deviceAuthorities(deviceAuthorities)
        .repeat(repeat.config(host))
        .disturbance(disturbance.config())
        .tokenLeeway(tokenLeeway());
    if (!inMemory) {
      config.data(data.orElse(Path.of(HubConfig.DATA_DEFAULT)).toAbsolutePath());
    }
    name.ifPresent(config::name);
    seed.ifPresent(config::seed);
    tokenIssuer.config().ifPresent(config::tokenIssuer);
    queryLag().ifPresent(config::queryLag);
    transferFolder.map(Path::toAbsolutePath).ifPresent(config::transferFolder);
    return config.build();
  }

  /** A user who forgets about such an option would take its effect for a fault. */
  private void tell(String effect) {
    if (log.isQuiet()) {
      return;
    }
    spec.commandLine().getErr().println(effect);
    spec.commandLine().getErr().flush();
  }

  private void tell(RunningHub hub) {
    if (log.isQuiet() && output == ReadyOutput.TEXT) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        switch (output) {
          case TEXT ->
            ReadyText.of(
                hub.facts(),
                hub.explorerAddress(),
                config(hub.facts().httpsPort()).twinsFile());
          case JSON -> JsonWriter.text(hub.facts().json());
        });
    out.flush();
  }
}
