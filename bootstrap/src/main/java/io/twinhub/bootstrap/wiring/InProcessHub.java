package io.twinhub.bootstrap.wiring;

import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.snapshot.HubContents;
import java.time.Clock;

/**
 * A hub in this process, without sockets and files, for tests. What it holds can be kept and brought back,
 * and any number of hubs can begin with it, each going its own way; none of this copies a twin.
 */
public final class InProcessHub extends OpenHub {
  private final LocalHub hub;

  private InProcessHub(LocalHub hub) {
    super(hub.ports(), hub::close);
    this.hub = hub;
  }

  /** A new hub that holds nothing. */
  public static InProcessHub start() {
    return holding(HubContents.empty());
  }

  private static InProcessHub holding(HubContents contents) {
    return new InProcessHub(new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), contents));
  }

  /** Calls that its devices answer. */
  public DirectMethods methods() {
    return hub.methods();
  }

  /** Messages to its devices. */
  public CloudMessages messages() {
    return hub.messages();
  }

  /**
   * What a hub held at one moment: identities and twins, every device disconnected, and no messages. Never
   * changes.
   */
  public static final class Snapshot {
    private final HubContents contents;

    private Snapshot(HubContents contents) {
      this.contents = contents;
    }

    /** A new hub that begins with this. */
    public InProcessHub fork() {
      return holding(contents);
    }
  }

  /**
   * What it holds now; every write that was answered is in it.
   *
   * @throws HubException if it is closed
   */
  public Snapshot snapshot() {
    return new Snapshot(hub.contents());
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
   * Makes it hold nothing. Devices are disconnected.
   *
   * @throws HubException if it is closed
   */
  public void reset() {
    hub.replace(HubContents.empty());
  }
}
