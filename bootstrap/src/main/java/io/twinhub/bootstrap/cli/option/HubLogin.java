package io.twinhub.bootstrap.cli.option;

import io.twinhub.azure.AzureHub;
import io.twinhub.bootstrap.cli.option.az.AzOptions;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.cli.remote.Hubs;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.wiring.OpenHub;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option that names the hub a command works on. */
public final class HubLogin {
  @Option(
      names = {"-l", "--login"},
      paramLabel = "CONNECTION_STRING",
      description = "The hub to work on: Azure or any Twinhub. Default: the one running here.")
  private Optional<String> login = Optional.empty();

  @Mixin
  private HubOption hub = new HubOption();

  @Mixin
  private AzOptions ignored = new AzOptions();

  @Mixin
  private CaOption ca = new CaOption();

  /** What the option names; empty if the command works on the hub that runs here. */
  public Optional<String> named() {
    return login;
  }

  /**
   * The hub that runs here.
   *
   * @param option the option that would name another hub, for messages
   */
  public HubFacts local(String option) {
    return hubs().local(option);
  }

  /** The REST API of the hub to work on. */
  public HubApi hub() {
    return hubs().api("--login", login);
  }

  /** The ports of the hub to work on. */
  public OpenHub open() {
    return hubs().open("--login", login);
  }

  /**
   * The ports of the hub to work on, with its events.
   *
   * @param events the connection string of its events endpoint; without it, its events cannot be read
   */
  public OpenHub open(Optional<String> events) {
    return hubs().open("--login", login, events);
  }

  /** The connection string of the hub to work on. */
  public ConnectionString connection() {
    return hubs().connection("--login", login);
  }

  /** The files of the authorities that the command trusts besides. */
  public List<Path> authorities() {
    return ca.files();
  }

  /** The hub to work on, for commands that act as one of its devices. */
  public AzureHub devices() {
    return hubs().devices("--login", login);
  }

  /**
   * The hub that runs here, for information that only its admin port has.
   *
   * @throws CommandFailure if another hub was named, since an answer about this one would mislead
   */
  public HubFacts local() {
    requireHere();
    return hubs().local();
  }

  /** All hubs that run here, or the one that {@code --hub} names; see {@link #local()}. */
  List<HubFacts> all() {
    requireHere();
    return hubs().all();
  }

  private void requireHere() {
    if (login.isPresent()) {
      throw CommandFailure.usage("--login: this command works on the hub that runs here only");
    }
  }

  /** If both options name a hub, the connection string counts, as with {@code az}. */
  private Hubs hubs() {
    return hub.hubs(ca.files());
  }
}
