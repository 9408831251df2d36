package io.twinhub.bootstrap.config;

import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.SqliteEvents;
import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.engine.rows.QueryLag;
import io.twinhub.local.frontend.access.TrustedIssuers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a local hub runs. Port 0 means any free port. {@link InProcessConfig} is for a hub without sockets.
 *
 * @param name the name of the hub; empty: any that is free on this machine
 * @param data the folder for twins, keys and certificates; empty if nothing is stored
 * @param host the address to listen on
 * @param httpsPort the port of the REST API and of WebSockets
 * @param mqttPort the port of MQTT
 * @param amqpPort the port of AMQP
 * @param adminPort the port of the admin pages, plain HTTP, always on loopback
 * @param events how events are kept and read
 * @param arrays whether tags and properties may contain arrays
 * @param extraNames names and addresses for the server certificate, besides 127.0.0.1, ::1 and localhost
 * @param deviceAuthorities PEM files with the certificate authorities of X.509 devices
 * @param tokenIssuer who vouches for back ends with bearer tokens, besides the hub itself
 * @param tokenLeeway how long a token is honoured after its expiry
 * @param seed a file with what the hub holds from its first start on
 * @param queryLag how far queries lag behind writes; empty: not at all
 * @param transferFolder the folder that import and export jobs may use; empty: none
 * @param repeat what makes two runs of the hub alike
 * @param disturbance what keeps the hub from answering as fast and as well as it can
 * @param runFolder the folder where commands find the running hub
 */
public record HubConfig(
    Optional<String> name,
    Optional<Path> data,
    String host,
    int httpsPort,
    int mqttPort,
    int amqpPort,
    int adminPort,
    EventsConfig events,
    TwinRules.Arrays arrays,
    List<String> extraNames,
    List<Path> deviceAuthorities,
    Optional<TokenIssuerConfig> tokenIssuer,
    Duration tokenLeeway,
    Optional<Path> seed,
    Optional<QueryLag> queryLag,
    Optional<Path> transferFolder,
    RepeatConfig repeat,
    DisturbanceConfig disturbance,
    Path runFolder) {

  /** The default data folder, in the current folder. */
  public static final String DATA_DEFAULT = ".twinhub";

  /** The name of a hub whose host name is not an Azure one. */
  public static final String NAME_DEFAULT = "twinhub";

  private static final Pattern AZURE_HOST =
      Pattern.compile("([a-z0-9-]+)\\.azure-devices[a-z0-9-]*\\..+", Pattern.CASE_INSENSITIVE);

  /** Loopback, since other machines should not reach an emulator unless the user asks for it. */
  public static final String HOST_DEFAULT = "127.0.0.1";

  /** The port that the SDKs use for HTTPS and WebSockets. */
  public static final int HTTPS_PORT_DEFAULT = 443;

  /** The HTTPS port for users who may not bind {@value #HTTPS_PORT_DEFAULT}. */
  public static final int HTTPS_PORT_UNPRIVILEGED = 8443;

  /** The port that the SDKs use for MQTT. */
  public static final int MQTT_PORT_DEFAULT = 8883;

  /** The port that the SDKs use for AMQP. */
  public static final int AMQP_PORT_DEFAULT = 5671;

  /** The port of the admin pages. */
  public static final int ADMIN_PORT_DEFAULT = 8280;

  /** Copies the lists. */
  public HubConfig {
    extraNames = List.copyOf(extraNames);
    deviceAuthorities = List.copyOf(deviceAuthorities);
  }

  /**
   * The defaults of the program, to be changed as needed.
   *
   * @param runFolder the folder where commands find the running hub
   */
  public static Builder builder(Path runFolder) {
    return new Builder(runFolder);
  }

  /** A configuration for tests: the hub stores nothing and uses any free ports. */
  public static HubConfig forTests(Path runFolder) {
    return builder(runFolder).freePorts().build();
  }

  /**
   * The address where events are read without TLS: the address to listen on, if other machines cannot reach
   * it.
   */
  public String eventsHost() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress() ? host : HOST_DEFAULT;
    } catch (UnknownHostException unknown) {
      return HOST_DEFAULT; // binding to the host will report it
    }
  }

  /**
   * The host that connection strings name: the address to listen on. No client connects to an address that stands
   * for all of this machine, such as {@code 0.0.0.0}; then it is the first of the extra names, else loopback.
   */
  public String clientHost() {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress()
          ? extraNames.stream().findFirst().orElse(HOST_DEFAULT)
          : host;
    } catch (UnknownHostException unknown) {
      return host; // binding to the host will report it
    }
  }

  /**
   * The name of the hub in its events, and of its event hub: its name if it was given one, else the first
   * label of its host name if that is an Azure one, such as {@code myhub.azure-devices.net}, and otherwise
   * {@value #NAME_DEFAULT}.
   */
  public String hubName() {
    return name.orElseGet(this::nameOfHost);
  }

  private String nameOfHost() {
    return Stream.concat(Stream.of(host), extraNames.stream())
        .map(AZURE_HOST::matcher)
        .filter(Matcher::matches)
        .map(name -> name.group(1))
        .findFirst()
        .orElse(NAME_DEFAULT);
  }

  /** The rules for the content of the hub's twins. */
  public TwinRules rules() {
    return new TwinRules(arrays);
  }

  /** The file that stores the twins, if anything is stored. */
  public Optional<Path> twinsFile() {
    return data.map(folder -> folder.resolve(SqliteJournal.FILE_NAME));
  }

  /** The file that stores the events, if anything is stored. */
  public Optional<Path> eventsFile() {
    return data.map(folder -> folder.resolve(SqliteEvents.FILE_NAME));
  }

  /** Builds a configuration. By default nothing is stored, and the ports are those that the SDKs use. */
  public static final class Builder {
    private Optional<String> name = Optional.empty();
    private Optional<Path> data = Optional.empty();
    private String host = HOST_DEFAULT;
    private int httpsPort = HTTPS_PORT_DEFAULT;
    private int mqttPort = MQTT_PORT_DEFAULT;
    private int amqpPort = AMQP_PORT_DEFAULT;
    private int adminPort = ADMIN_PORT_DEFAULT;
    private EventsConfig events = EventsConfig.DEFAULT;
    private TwinRules.Arrays arrays = TwinRules.Arrays.REFUSE;
    private List<String> extraNames = List.of();
    private List<Path> deviceAuthorities = List.of();
    private Optional<TokenIssuerConfig> tokenIssuer = Optional.empty();
    private Duration tokenLeeway = TrustedIssuers.TOKEN_LEEWAY_DEFAULT;
    private Optional<Path> seed = Optional.empty();
    private Optional<QueryLag> queryLag = Optional.empty();
    private Optional<Path> transferFolder = Optional.empty();
    private RepeatConfig repeat = RepeatConfig.DEFAULT;
    private DisturbanceConfig disturbance = DisturbanceConfig.NONE;
    private final Path runFolder;

    private Builder(Path runFolder) {
      this.runFolder = runFolder;
    }

    /** Sets the name of the hub. */
    public Builder name(String text) {
      name = Optional.of(text);
      return this;
    }

    /** Stores twins, keys and certificates in {@code folder}. */
    public Builder data(Path folder) {
      data = Optional.of(folder);
      return this;
    }

    /** Listens on this address. */
    public Builder host(String address) {
      host = address;
      return this;
    }

    /** Sets the port of the REST API and of WebSockets. */
    public Builder httpsPort(int port) {
      httpsPort = port;
      return this;
    }

    /** Sets the port of MQTT. */
    public Builder mqttPort(int port) {
      mqttPort = port;
      return this;
    }

    /** Sets the port of AMQP. */
    public Builder amqpPort(int port) {
      amqpPort = port;
      return this;
    }

    /** Sets the port of the admin pages. */
    public Builder adminPort(int port) {
      adminPort = port;
      return this;
    }

    /** Sets how events are kept and read. */
    public Builder events(EventsConfig settings) {
      events = settings;
      return this;
    }

    /** Uses any free port for each listener. */
    public Builder freePorts() {
      return httpsPort(0).mqttPort(0).amqpPort(0).adminPort(0).events(events.port(0));
    }

    /** Sets whether tags and properties may contain arrays. */
    public Builder arrays(TwinRules.Arrays rule) {
      arrays = rule;
      return this;
    }

    /** Sets more names and addresses for the server certificate. */
    public Builder extraNames(List<String> names) {
      extraNames = names;
      return this;
    }

    /** Sets the PEM files with the certificate authorities of X.509 devices. */
    public Builder deviceAuthorities(List<Path> files) {
      deviceAuthorities = files;
      return this;
    }

    /** Sets who vouches for back ends with bearer tokens. */
    public Builder tokenIssuer(TokenIssuerConfig issuer) {
      tokenIssuer = Optional.of(issuer);
      return this;
    }

    /** Sets how long a token is honoured after its expiry. */
    public Builder tokenLeeway(Duration leeway) {
      tokenLeeway = leeway;
      return this;
    }

    /** Sets a file with the devices, modules and policies that the hub has from its first start on. */
    public Builder seed(Path file) {
      seed = Optional.of(file);
      return this;
    }

    /** Sets how far queries lag behind writes. */
    public Builder queryLag(QueryLag lag) {
      queryLag = Optional.of(lag);
      return this;
    }

    /** Sets the folder that import and export jobs may use. */
    public Builder transferFolder(Path folder) {
      transferFolder = Optional.of(folder);
      return this;
    }

    /** Sets what makes two runs of the hub alike. */
    public Builder repeat(RepeatConfig settings) {
      repeat = settings;
      return this;
    }

    /** Sets a tier to keep to, and whether clients may ask for faults. */
    public Builder disturbance(DisturbanceConfig settings) {
      disturbance = settings;
      return this;
    }

    /** The configuration. */
    public HubConfig build() {
      return new HubConfig(
          name,
          data,
          host,
          httpsPort,
          mqttPort,
          amqpPort,
          adminPort,
          events,
          arrays,
          extraNames,
          deviceAuthorities,
          tokenIssuer,
          tokenLeeway,
          seed,
          queryLag,
          transferFolder,
          repeat,
          disturbance,
          runFolder);
    }
  }
}
