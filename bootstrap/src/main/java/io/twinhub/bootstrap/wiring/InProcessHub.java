package io.twinhub.bootstrap.wiring;

import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.config.InProcessConfig;
import io.twinhub.bootstrap.waiting.EventWait;
import io.twinhub.bootstrap.waiting.HubWait;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.snapshot.HubContents;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A hub in this process, without sockets and files, for tests. Its contents can be kept and restored, and any
 * number of hubs can start with them and then change independently; none of this copies a twin.
 */
public final class InProcessHub extends OpenHub {
  /**
   * How many hubs may be open in one process at a time. Each has two threads and needs some 100 KiB, and more
   * for the twins that it writes.
   */
  public static final int OPEN_MAX = 1_000;

  private static final AtomicInteger OPEN = new AtomicInteger();

  private final LocalHub hub;
  private final InProcessConfig config;

  /** Its contents after a reset. */
  private final HubContents beginning;

  private InProcessHub(LocalHub hub, InProcessConfig config, HubContents beginning) {
    super(hub.ports(), hub, ending(hub));
    this.hub = hub;
    this.config = config;
    this.beginning = beginning;
  }

  private static Runnable ending(LocalHub hub) {
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        OPEN.decrementAndGet();
        hub.close();
      }
    };
  }

  private static void count() {
    if (OPEN.incrementAndGet() > OPEN_MAX) {
      OPEN.decrementAndGet();
      throw new IllegalStateException(
          "%d hubs are open in this process, which is the limit; close each hub after its test"
              .formatted(OPEN_MAX));
    }
  }

  /**
   * A new hub.
   *
   * @param fill writes the initial contents of the hub; queries see all of them, whatever their lag
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
    count();
    LocalHub hub = new LocalHub(config.rules(), config.clock(), contents, config.newQueryLag());
    return new InProcessHub(hub, config, beginning);
  }

  /**
   * The contents of a hub at one moment: identities and twins, with every device disconnected, and no
   * messages. A snapshot never changes.
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

    /**
     * A new hub that starts with these contents, and has the configuration of the hub from which this
     * snapshot was taken.
     *
     * @throws IllegalStateException if {@value InProcessHub#OPEN_MAX} hubs are open
     */
    public InProcessHub fork() {
      return holding(contents, config, beginning);
    }
  }

  /**
   * Takes a snapshot of its current contents; every write that was answered is in it.
   *
   * @throws HubException if it is closed
   */
  public Snapshot snapshot() {
    return new Snapshot(hub.contents(), config, beginning);
  }

  /**
   * A new hub that starts with the current contents of this one.
   *
   * @throws IllegalStateException if {@value #OPEN_MAX} hubs are open
   */
  public InProcessHub fork() {
    return snapshot().fork();
  }

  /**
   * Replaces its contents with those of {@code snapshot}, which may come from another hub, in one step.
   * Devices are disconnected.
   *
   * @throws HubException if it is closed
   */
  public void restore(Snapshot snapshot) {
    hub.replace(snapshot.contents);
  }

  /**
   * Resets its contents to its seed, or to nothing if it has none. Devices are disconnected.
   *
   * @throws HubException if it is closed
   */
  public void reset() {
    hub.replace(beginning);
  }

  /**
   * Waits until a device or module has done something.
   *
   * @param device the id of a device, or {@code device/module}
   * @throws IllegalArgumentException if it is not registered
   */
  public HubWait await(String device) {
    return HubWait.on(hub, config.rules(), HubWait.address(device));
  }

  /** Waits until the log of events has one that meets {@code condition}, which is that of a route. */
  public HubEvent awaitEvent(String condition) {
    return EventWait.of(hub, condition).get();
  }

  /** Lets queries see everything that was written so far, whatever their lag. */
  public void releaseQueries() {
    hub.releaseQueries();
  }
}
