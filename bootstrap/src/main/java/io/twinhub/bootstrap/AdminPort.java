package io.twinhub.bootstrap;

import io.twinhub.bootstrap.admin.AdminAnswer;
import io.twinhub.bootstrap.admin.AdminPages;
import io.twinhub.bootstrap.admin.AdminSite;
import io.twinhub.bootstrap.admin.CertificatePages;
import io.twinhub.bootstrap.admin.ClockRequests;
import io.twinhub.bootstrap.admin.FaultRequests;
import io.twinhub.bootstrap.admin.JournalRequests;
import io.twinhub.bootstrap.admin.RouteRequests;
import io.twinhub.bootstrap.admin.SnapshotRequests;
import io.twinhub.bootstrap.admin.TokenRequests;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerSite;
import io.twinhub.bootstrap.explorer.ExplorerTokens;
import io.twinhub.bootstrap.explorer.server.ExplorerGroups;
import io.twinhub.bootstrap.explorer.server.FoundHubs;
import io.twinhub.bootstrap.loopback.BearerToken;
import io.twinhub.bootstrap.loopback.LoopbackServer;
import io.twinhub.bootstrap.loopback.LoopbackSite;
import io.twinhub.bootstrap.metrics.HubMetrics;
import io.twinhub.bootstrap.wiring.LocalHubComponent;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.snapshot.HubContents;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The port for the hub's operator: the admin pages and the Explorer. It is bound before the listeners, and what
 * depends on their ports is refused until {@link #ready} is called.
 */
final class AdminPort implements AutoCloseable {
  private final String name;
  private final HubConfig config;
  private final HubState state;
  private final LocalHubComponent component;
  private final HubClock clock;
  private final ExplorerSite explorer;
  private final LoopbackServer server;

  private volatile Optional<HubFacts> facts = Optional.empty();

  /** How many connections each listener has; none is bound yet. */
  private volatile Supplier<Map<String, Integer>> sockets = Map::of;

  /**
   * Binds the port.
   *
   * @param hub what the pages are about
   * @throws IOException in words for the user, if the port is taken
   */
  AdminPort(Hub hub, HubConfig config, HubState state, Supplier<HubContents> reset)
      throws IOException {
    this.name = hub.name();
    this.config = config;
    this.state = state;
    this.component = hub.component();
    this.clock = hub.clock();
    BearerToken token = new BearerToken(state.adminToken());
    this.explorer = new ExplorerSite(
        token::isIn,
        "'twinhub explorer' prints a new one.",
        ExplorerGroups.of(explored(), new FoundHubs(config.runFolder(), List.of())));
    LocalHub local = component.hub();
    AdminSite admin = new AdminSite(token, pages(reset), local, local.operations());
    this.server = server(List.of(explorer, admin));
  }

  /**
   * What the pages are about.
   *
   * @param name the hub's name
   * @param component the hub
   * @param clock its clock
   */
  record Hub(String name, LocalHubComponent component, HubClock clock) {}

  private LoopbackServer server(List<LoopbackSite> sites) throws IOException {
    try {
      return new LoopbackServer("admin port", config.adminPort(), sites);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen for admin pages on port %d: %s"
              .formatted(
                  config.adminPort(),
                  remedy()
                      .orElse("%s; stop the other program or choose another port with"
                              .formatted(Twinhub.text(e))
                          + " --admin-port")),
          e);
    }
  }

  /** What to do if the port belongs to a hub that runs here: mostly, it was started twice. */
  private Optional<String> remedy() {
    return new RunFolder(config.runFolder())
        .running().stream()
            .filter(other -> other.adminPort() == config.adminPort())
            .findFirst()
            .map(other ->
                ("the hub '%s' (process %d) runs there; stop it, or start this one beside it with"
                        + " an address of its own, such as --host 127.0.0.2 --admin-port 0")
                    .formatted(other.name(), other.pid()));
  }

  private ExplorerHub explored() {
    LocalHub hub = component.hub();
    return new ExplorerHub(
        name,
        Main.version(),
        this::deviceHostName,
        component.ports(),
        hub.ports(),
        true,
        Optional.of(new ExplorerHub.Local(hub, clock, config.rules())));
  }

  private String deviceHostName() {
    HubFacts known = facts.orElseThrow(
        () -> new HubException(RequestError.unavailable("the hub is starting; ask again")));
    return ConnectionString.parse(known.connectionString()).deviceHostName();
  }

  private AdminPages pages(Supplier<HubContents> reset) {
    LocalHub hub = component.hub();
    return new AdminPages(
        component.accessControl(),
        new TokenRequests(state.tokenSigner(), clock),
        List.of(
            new SnapshotRequests(hub.snapshots(), reset),
            new RouteRequests(hub.routes()),
            new ClockRequests(clock),
            new FaultRequests(hub.faults()),
            new JournalRequests(
                hub.operations(), clock, one -> component.identities().find(one).isPresent()),
            new ExplorerTokens(explorer)),
        () -> facts.isPresent(),
        new StatusPage(name, component, clock)::json,
        new CertificatePages(state::certificate, clock),
        this::metrics);
  }

  private AdminAnswer metrics() {
    HubMetrics page = new HubMetrics(component, sockets, Main.version());
    return new AdminAnswer(
        200, HubMetrics.contentType(), page.text().getBytes(StandardCharsets.UTF_8));
  }

  /** Tells where to ask how many connections each listener has. */
  void watch(HubListeners listeners) {
    sockets = listeners::connections;
  }

  /** The bound port. */
  int port() {
    return server.port();
  }

  /** The address of the list of revoked certificates. */
  URI revocations() {
    return CertificatePages.revocations(port());
  }

  /** The address that signs a browser in to the Explorer; each opens one session. */
  String explorerAddress() {
    return ExplorerSite.address(port(), explorer.newToken());
  }

  /** Says that every listener accepts. */
  void ready(HubFacts known) {
    facts = Optional.of(known);
  }

  /** Says that the hub is stopping. */
  void notReady() {
    facts = Optional.empty();
  }

  @Override
  public void close() {
    explorer.close();
    server.close();
  }
}
