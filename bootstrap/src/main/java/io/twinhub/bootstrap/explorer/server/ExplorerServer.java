package io.twinhub.bootstrap.explorer.server;

import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerSite;
import io.twinhub.bootstrap.explorer.twin.OtherHubs;
import io.twinhub.bootstrap.loopback.LoopbackServer;
import io.twinhub.bootstrap.wiring.OpenHub;
import java.io.IOException;
import java.util.List;

/** An Explorer of a hub that runs elsewhere, on a port of its own. */
public final class ExplorerServer implements AutoCloseable {
  private final OpenHub hub;
  private final ExplorerSite site;
  private final LoopbackServer server;

  private ExplorerServer(OpenHub hub, ExplorerSite site, LoopbackServer server) {
    this.hub = hub;
    this.site = site;
    this.server = server;
  }

  /**
   * What is served.
   *
   * @param hub closed with the server
   * @param shown the same hub for the page
   * @param others finds hubs to compare it with
   */
  public record Subject(OpenHub hub, ExplorerHub shown, OtherHubs others) {}

  /**
   * Serves a hub.
   *
   * @param port the port; 0 means any free one
   * @throws IOException if the port is taken; then the hub is closed
   */
  public static ExplorerServer of(Subject subject, int port) throws IOException {
    ExplorerSite site = new ExplorerSite(
        exchange -> false,
        "Start 'twinhub explorer' again for a new one.",
        ExplorerGroups.of(subject.shown(), subject.others()));
    try {
      return new ExplorerServer(
          subject.hub(), site, new LoopbackServer("Explorer", port, List.of(site)));
    } catch (IOException taken) {
      site.close();
      subject.hub().close();
      throw taken;
    }
  }

  /** An address that signs one browser in. */
  public String address() {
    return ExplorerSite.address(server.port(), site.newToken());
  }

  @Override
  public void close() {
    server.close();
    site.close();
    hub.close();
  }
}
