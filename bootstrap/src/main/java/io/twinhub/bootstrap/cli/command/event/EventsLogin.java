package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.azure.events.EventsAddress;
import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where events are read. */
final class EventsLogin {
  @Mixin
  private HubLogin login = new HubLogin();

  @Option(
      names = {"--events"},
      paramLabel = "CONNECTION_STRING",
      description = {
        "The connection string of the hub's events (Endpoint=sb://…), as",
        "'connection-string show --default-eventhub' prints it; --login takes",
        "it too. Without it, the hub is asked where its events are."
      })
  private Optional<String> events = Optional.empty();

  @Option(
      names = {"--consumer-group", "--cg"},
      paramLabel = "GROUP",
      defaultValue = EventsAddress.GROUP_DEFAULT,
      description = "Who reads. Default: $$Default.")
  private String group = "";

  /** The hub itself. */
  HubLogin hub() {
    return login;
  }

  /** Whether no option names a hub, so that the one running here is meant. */
  boolean isLocal() {
    return login.named().isEmpty() && events.isEmpty();
  }

  /** Whether --login names the hub itself, and not only its events endpoint. */
  boolean namesHub() {
    return isLocal() || login.named().filter(text -> !isEndpoint(text)).isPresent();
  }

  /**
   * The address where events are read. If --login names a hub, that hub is asked for the address, and the
   * client for events then trusts what commands trust.
   *
   * @throws CommandFailure if no address is given and no hub runs here, or if what is given is not an address
   */
  EventsAddress address() {
    Optional<String> endpoint = login.named().filter(EventsLogin::isEndpoint);
    return address("--events", events)
        .or(() -> address("--login", endpoint))
        .orElseGet(this::ofHub)
        .readBy(group);
  }

  private EventsAddress ofHub() {
    if (isLocal()) {
      return EventsAddress.parse(login.local("--login").eventsConnectionString());
    }
    HubApi hub = login.hub();
    hub.trustEverywhere();
    return EventsAddress.parse(hub.eventsConnectionString());
  }

  private static Optional<EventsAddress> address(String option, Optional<String> given) {
    try {
      return given.map(EventsAddress::parse);
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage(option + ": " + wrong.getMessage());
    }
  }

  private static boolean isEndpoint(String text) {
    return text.strip().startsWith("Endpoint=");
  }
}
