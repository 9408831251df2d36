package io.twinhub.bootstrap.mcp;

import io.twinhub.application.port.out.HubPorts;
import io.twinhub.azure.amqp.ServiceMessaging;
import io.twinhub.azure.events.EventsAddress;
import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.cli.remote.HubMethods;
import io.twinhub.bootstrap.cli.remote.HubQueries;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.twin.TwinRules;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The hub behind the tools. It is looked for at each call, since an agent's server may start before the hub, and
 * the hub may start again. Each method fails with a {@link CommandFailure} that says what to do if there is none.
 */
public final class AgentHub implements AutoCloseable {
  /** How long a snapshot of a full hub may take. */
  private static final Duration SNAPSHOT_WAIT_MAX = Duration.ofMinutes(10);

  /** Azure's hubs are in a domain for each of its clouds, such as {@code azure-devices.cn}. */
  private static final String AZURE = ".azure-devices";

  private static final JsonPath ARRAYS = JsonPath.parse("features.arrays");

  private final HubLogin login;
  private String opened = "";
  private Optional<OpenHub> open = Optional.empty();

  /**
   * The hub that the options of a command name.
   *
   * @throws CommandFailure if they name another hub in a wrong way
   */
  public AgentHub(HubLogin login) {
    this.login = login;
    if (login.named().isPresent()) {
      var unusedUnlessWrong = login.connection();
    }
  }

  /** Whether tools of this scope can work. */
  public boolean serves(Scope scope) {
    return switch (scope) {
      case ANY -> true;
      case TWINHUB -> !isAzure();
      case HERE -> isHere();
    };
  }

  /** Whether the hub is the one that runs here. */
  public boolean isHere() {
    return login.named().isEmpty();
  }

  private boolean isAzure() {
    return !isHere() && connection().hostName().toLowerCase(Locale.ROOT).contains(AZURE);
  }

  /** The name of the hub. */
  public String name() {
    return isHere() ? login.local("--login").name() : connection().hubName();
  }

  private ConnectionString connection() {
    return login.connection();
  }

  /** Its ports. */
  public synchronized HubPorts ports() {
    String now = connection().text();
    if (open.isEmpty() || !opened.equals(now)) {
      close();
      open = Optional.of(login.open(Optional.empty()));
      opened = now;
    }
    return open.get().ports();
  }

  /** What its twins may hold; of a hub elsewhere it is not known, so the documented rules count. */
  public TwinRules rules() {
    boolean arrays = isHere()
        && ((JsonObject) admin().send("GET", "/api/hub", Optional.empty()))
            .find(ARRAYS)
            .filter(JsonBool.TRUE::equals)
            .isPresent();
    return arrays ? new TwinRules(TwinRules.Arrays.ALLOW) : TwinRules.DEFAULT;
  }

  /** Its queries and their explanations. */
  public HubQueries queries() {
    return new HubQueries(login.hub());
  }

  /**
   * Calls a method and waits; if the device is not there, the refusal says what is known about it.
   *
   * @param call the body of the REST request
   * @return {@code {"status","payload"}}
   */
  public JsonObject called(TwinAddress address, JsonObject call, Duration wait) {
    return (JsonObject) new HubMethods(login.hub()).invoke(address, call, wait);
  }

  /** Sends a message to a device; over the port of HTTPS, which is the one that a connection string names. */
  public void send(CloudMessage message) {
    HubApi api = login.hub();
    try (ServiceMessaging messaging = api.messaging()) {
      messaging.send(message);
    } catch (IOException e) {
      throw api.unreached(e);
    }
  }

  /** The port for its operator; only of the hub that runs here. */
  public AdminApi admin() {
    return new AdminApi(login.local(), SNAPSHOT_WAIT_MAX);
  }

  /** Where its events are read. */
  public EventsAddress events() {
    return EventsAddress.parse(
        isHere()
            ? login.local("--login").eventsConnectionString()
            : login.hub().eventsConnectionString());
  }

  /** Lets clients whose trust cannot be set otherwise trust the hub too. */
  public void trustEverywhere() {
    if (!isHere()) {
      login.hub().trustEverywhere();
    }
  }

  @Override
  public synchronized void close() {
    open.ifPresent(OpenHub::close);
    open = Optional.empty();
  }
}
