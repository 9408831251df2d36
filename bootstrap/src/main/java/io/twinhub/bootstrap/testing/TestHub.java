package io.twinhub.bootstrap.testing;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.FaultInjection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.OperationJournal;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.waiting.HubWait;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.local.engine.alarm.HubClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The hub of one test, in this process or with sockets. It is closed after the test, with the devices that
 * are connected through it. Safe to use from any thread.
 */
public final class TestHub {
  private final Optional<Twinhub> sockets;
  private final Optional<InProcessHub> inProcess;
  private final HubPorts ports;
  private final Function<String, HubWait> waits;
  private final Function<String, HubEvent> events;

  /** What is closed with it, the latest first. */
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  TestHub(InProcessHub hub) {
    this.sockets = Optional.empty();
    this.inProcess = Optional.of(hub);
    this.ports = hub.ports();
    this.waits = hub::await;
    this.events = hub::awaitEvent;
    keep(hub);
  }

  /** @param address released when the hub is closed */
  TestHub(Twinhub hub, LoopbackAddress address) {
    this.sockets = Optional.of(hub);
    this.inProcess = Optional.empty();
    this.ports = hub.ports();
    this.waits = hub::await;
    this.events = hub::awaitEvent;
    keep(address);
    keep(hub);
  }

  /** Its ports, called directly and not over the network. */
  public HubPorts ports() {
    return ports;
  }

  /** Its clock, which a test can advance. */
  public HubClock clock() {
    return sockets.map(Twinhub::clock).orElseGet(() -> inProcess.orElseThrow().clock());
  }

  /** What was done with it: the latest operations. */
  public OperationJournal journal() {
    return sockets.map(Twinhub::journal).orElseGet(() -> inProcess.orElseThrow().journal());
  }

  /** Faults that disturb it on purpose. */
  public FaultInjection faults() {
    return sockets.map(Twinhub::faults).orElseGet(() -> inProcess.orElseThrow().faults());
  }

  /** The hub with its sockets; empty if it has none. */
  public Optional<Twinhub> sockets() {
    return sockets;
  }

  /** The hub in this process; empty if it has sockets. */
  public Optional<InProcessHub> inProcess() {
    return inProcess;
  }

  /**
   * Waits until a device or module has done something.
   *
   * @param device the id of a device, or {@code device/module}
   * @throws IllegalArgumentException if it is not registered
   */
  public HubWait await(String device) {
    return waits.apply(device);
  }

  /** Waits until the log of events has one that meets {@code condition}, which is that of a route. */
  public HubEvent awaitEvent(String condition) {
    return events.apply(condition);
  }

  /**
   * A device or module, which is registered if it is not yet.
   *
   * @param device the id of a device, or {@code device/module}
   * @throws IllegalArgumentException if it is not an id
   */
  public TestDevice device(String device) {
    TwinAddress address = HubWait.address(device);
    register(TwinAddress.of(address.deviceId()));
    register(address);
    return new TestDevice(this, address);
  }

  private synchronized void register(TwinAddress address) {
    if (ports.identities().find(address).isEmpty()) {
      ports.identities().create(IdentityRequest.withKeys(address));
    }
  }

  DeviceConnection connect(TwinAddress address) {
    return keep(ports.connections().open(address, "", reason -> {}));
  }

  ConnectedDevice device(TwinAddress address) {
    return keep(ConnectedDevice.open(ports.connections(), address));
  }

  private synchronized <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  /** Closes all of it, even if a part fails. */
  synchronized void close() {
    List<Exception> failures = new ArrayList<>();
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      Exception first = failures.get(0);
      throw new IllegalStateException("the hub of a test could not be closed: " + first, first);
    }
  }
}
