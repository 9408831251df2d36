package io.twinhub.bootstrap.explorer.server;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.Hubs;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.explorer.twin.OtherHubs;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds other hubs as commands do. */
public final class FoundHubs implements OtherHubs {
  private final Hubs hubs;

  /**
   * The hubs that run here, and any other.
   *
   * @param folder where hubs that run here are found
   * @param authorities PEM files with authorities that are trusted besides
   */
  public FoundHubs(Path folder, List<Path> authorities) {
    this.hubs = new Hubs(new RunFolder(folder), Optional.empty(), authorities);
  }

  @Override
  public OpenHub open(String name) {
    try {
      return hubs.open("the other hub", Optional.of(name), Optional.empty());
    } catch (CommandFailure none) {
      throw new HubException(RequestError.invalid(String.valueOf(none.getMessage())), none);
    }
  }
}
