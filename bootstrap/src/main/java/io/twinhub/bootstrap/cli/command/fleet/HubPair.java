package io.twinhub.bootstrap.cli.command.fleet;

import io.twinhub.bootstrap.cli.option.CaOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.cli.remote.Hubs;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.wiring.OpenHub;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name the two hubs of a command. */
final class HubPair {
  @Option(
      names = "--from",
      paramLabel = "HUB",
      description =
          "The one hub, or the name of one that runs here. Default: the one running here.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "HUB",
      description =
          "The other hub, or the name of one that runs here. Default: the one running here.")
  private Optional<String> to = Optional.empty();

  @Mixin
  private CaOption ca = new CaOption();

  /**
   * Opens the hub that {@code --from} names.
   *
   * @throws CommandFailure if both options name the same hub
   */
  public OpenHub openFrom() {
    requireTwo();
    return hubs().open("--from", from);
  }

  /** The REST API of the hub that {@code --from} names. */
  public HubApi apiFrom() {
    return hubs().api("--from", from);
  }

  /** Opens the hub that {@code --to} names. */
  public OpenHub openTo() {
    return hubs().open("--to", to);
  }

  /**
   * Reads something of the hub that {@code --to} names: a copy of nothing would not show that it is not there.
   *
   * @throws CommandFailure if it is not reached, or refuses
   */
  public void requireTo() {
    HubApi.Answer unused = hubs().api("--to", to).send("GET", "/devices?top=1", Optional.empty());
  }

  private void requireTwo() {
    if (from.isEmpty() && to.isEmpty()) {
      throw CommandFailure.usage("give --from or --to or both: two hubs are needed");
    }
    String one = hubs().connection("--from", from).hubName();
    if (one.equalsIgnoreCase(hubs().connection("--to", to).hubName())) {
      throw CommandFailure.usage("--from and --to name the same hub, " + one);
    }
  }

  private Hubs hubs() {
    return new Hubs(new RunFolder(RunFolder.defaultFolder()), Optional.empty(), ca.files());
  }
}
