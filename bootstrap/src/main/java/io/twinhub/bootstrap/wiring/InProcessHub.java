package io.twinhub.bootstrap.wiring;

import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.config.InProcessConfig;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.snapshot.HubContents;
import java.util.function.Consumer;

/**
 * A hub in this process, without sockets and files, for tests. What it holds can be kept and brought back,
 * and any number of hubs can begin with it, each going its own way; none of this copies a twin.
 */
public final class InProcessHub extends OpenHub {
  private final LocalHub hub;
  private final InProcessConfig config;

  /** What it holds after a reset. */
  private final HubContents beginning;

  private InProcessHub(LocalHub hub, InProcessConfig config, HubContents beginning) {
    super(hub.ports(), hub, hub::close);
    this.hub = hub;
    this.config = config;
    this.beginning = beginning;
  }

  /**
   * A new hub.
   *
   * @param fill writes what the hub holds in the beginning; queries see all of it, whatever their lag
   */
  public static InProcessHub start(InProcessConfig config, Consumer<HubPorts> fill) {
    try (LocalHub first = new LocalHub(config.rules(), config.clock())) {
      fill.accept(first.ports());
      HubContents beginning = first.contents();
      return holding(beginning, config, beginning);
    }
  }

  private static InProcessHub holding(
      HubContents contents, InProcessConfig config, HubContents beginning) {
    LocalHub hub = new LocalHub(config.rules(), config.clock(), contents, config.newQueryLag());
    return new InProcessHub(hub, config, beginning);
  }

  /**
   * What a hub held at one moment: identities and twins, every device disconnected, and no messages. Never
   * changes.
   */
  public static final class Snapshot {
    private final HubContents contents;
    private final InProcessConfig config;
    private final HubContents beginning;

    private Snapshot(HubContents contents, InProcessConfig config, HubContents beginning) {
      this.contents = contents;
      this.config = config;
      this.beginning = beginning;
    }

    /** A new hub that begins with this, and has the configuration of the hub that this was taken of. */
    public InProcessHub fork() {
      return holding(contents, config, beginning);
    }
  }

  /**
   * What it holds now; every write that was answered is in it.
   *
   * @throws HubException if it is closed
   */
  public Snapshot snapshot() {
    return new Snapshot(hub.contents(), config, beginning);
  }

  /** A new hub that begins with what this one holds now. */
  public InProcessHub fork() {
    return snapshot().fork();
  }

  /**
   * Makes it hold what {@code snapshot} holds, of this hub or another, in one step. Devices are
   * disconnected.
   *
   * @throws HubException if it is closed
   */
  public void restore(Snapshot snapshot) {
    hub.replace(snapshot.contents);
  }

  /**
   * Makes it hold its seed, or nothing if it has none. Devices are disconnected.
   *
   * @throws HubException if it is closed
   */
  public void reset() {
    hub.replace(beginning);
  }

  /** Lets queries see all that was written so far, whatever their lag. */
  public void releaseQueries() {
    hub.releaseQueries();
  }
}
