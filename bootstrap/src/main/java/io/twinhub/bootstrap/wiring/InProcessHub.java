package io.twinhub.bootstrap.wiring;

import io.twinhub.application.hint.Hints;
import io.twinhub.application.inprocess.InProcessPorts;
import io.twinhub.application.port.out.FaultInjection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.OperationJournal;
import io.twinhub.bootstrap.config.InProcessConfig;
import io.twinhub.bootstrap.waiting.EventWait;
import io.twinhub.bootstrap.waiting.HubWait;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.tier.ThrottleUse;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.snapshot.HubContents;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A hub in this process, without sockets and files, for tests. Its contents can be kept and restored, and any
 * number of hubs can start with them and then change independently; none of this copies a twin.
 */
public final class InProcessHub extends OpenHub {
  /**
   * How many hubs may be open in one process at a time. Each has three threads and needs some 160 KiB, and more
   * for the twins that it writes.
   */
  public static final int OPEN_MAX = 1_000;

  private static final AtomicInteger OPEN = new AtomicInteger();

  private final LocalHub hub;
  private final InProcessConfig config;

  private final HubClock clock;

  /** Its contents after a reset. */
  private final HubContents beginning;

  private InProcessHub(
      LocalHub hub, InProcessConfig config, HubClock clock, HubContents beginning) {
    super(
        InProcessPorts.of(
            hub.ports(), hub.gate(), Hints.of(clock, config.queryLag().isPresent())),
        hub,
        ending(hub));
    this.hub = hub;
    this.config = config;
    this.clock = clock;
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
    HubClock clock = config.newClock();
    HubSources sources = new HubSources(clock, config.repeat().newRandom());
    try (LocalHub first =
        new LocalHub(config.rules(), sources, HubContents.empty(), Optional.empty())) {
      fill.accept(first.ports());
      HubContents beginning = first.contents();
      return holding(beginning, config, clock, beginning);
    }
  }

  private static InProcessHub holding(
      HubContents contents, InProcessConfig config, HubClock clock, HubContents beginning) {
    count();
    HubClock own = clock.copy();
    LocalHub hub = new LocalHub(
        config.rules(),
        new HubSources(own, config.repeat().newRandom()),
        contents,
        config.newQueryLag());
    return new InProcessHub(hub, config, own, beginning);
  }

  /**
   * The contents of a hub at one moment: identities and twins, with every device disconnected, and no
   * messages. A snapshot never changes.
   */
  public static final class Snapshot {
    private final HubContents contents;
    private final InProcessConfig config;
    private final HubClock clock;
    private final HubContents beginning;

    private Snapshot(
        HubContents contents, InProcessConfig config, HubClock clock, HubContents beginning) {
      this.contents = contents;
      this.config = config;
      this.clock = clock;
      this.beginning = beginning;
    }

    /**
     * A new hub that starts with these contents, and has the configuration of the hub from which this
     * snapshot was taken. Its clock was advanced as far as that hub's clock when the snapshot was taken; from
     * then on each hub's clock is its own. If random numbers have a seed, each fork draws the same ones.
     *
     * @throws IllegalStateException if {@value InProcessHub#OPEN_MAX} hubs are open
     */
    public InProcessHub fork() {
      return holding(contents, config, clock, beginning);
    }
  }

  /**
   * Takes a snapshot of its current contents; every write that was answered is in it.
   *
   * @throws HubException if it is closed
   */
  public Snapshot snapshot() {
    return new Snapshot(hub.contents(), config, clock.copy(), beginning);
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

  /** What was done with it: the latest operations. */
  public OperationJournal journal() {
    return hub.operations();
  }

  /** Its clock, which a test can advance. */
  public HubClock clock() {
    return clock;
  }

  /** Lets queries see everything that was written so far, whatever their lag. */
  public void releaseQueries() {
    hub.releaseQueries();
  }

  /** Faults that disturb it on purpose; see {@link io.twinhub.domain.fault.Fault}. */
  public FaultInjection faults() {
    return hub.faults();
  }

  /**
   * Keeps to the limits of a tier from now on.
   *
   * @return the limits that were reached so far, asked whenever it is called
   */
  public Supplier<List<ThrottleUse>> keepTo(TierPlan plan) {
    hub.throttles().keepTo(plan);
    return hub.throttles()::reached;
  }
}
