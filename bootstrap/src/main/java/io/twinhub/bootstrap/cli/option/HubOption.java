package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.remote.Hubs;
import io.twinhub.bootstrap.config.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says which of the hubs on this machine is meant. */
public final class HubOption {
  @Option(
      names = {"--hub", "--hub-name"},
      paramLabel = "NAME",
      description = "The name of the hub, if several run here; 'status' lists them.")
  private Optional<String> name = Optional.empty();

  /** The hubs that a command can work on. */
  public Hubs hubs() {
    return hubs(List.of());
  }

  /** The same, which trust these authorities as well. */
  public Hubs hubs(List<Path> authorities) {
    return new Hubs(new RunFolder(RunFolder.defaultFolder()), name, authorities);
  }
}
