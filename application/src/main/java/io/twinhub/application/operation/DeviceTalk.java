package io.twinhub.application.operation;

import io.twinhub.application.hint.DeviceHints;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The operations of one connection. Those that occur often are made once: a report should not cost more
 * because it is noted.
 */
final class DeviceTalk {
  private final OperationGate gate;
  private final DeviceHints hints;
  private final Caller device;
  private final Caller hub;
  private final Optional<TwinAddress> target;
  private final Operation read;
  private final Operation report;
  private final AtomicBoolean ended = new AtomicBoolean();

  DeviceTalk(Principal.Device principal, OperationGate gate, DeviceHints hints) {
    this.gate = gate;
    this.hints = hints;
    this.device = Caller.of(principal);
    this.hub = Caller.hub(principal.transport());
    this.target = Optional.of(principal.address());
    this.read = byDevice(OperationKind.READ_OWN_TWIN, "");
    this.report = byDevice(OperationKind.REPORT, "");
  }

  DeviceHints hints() {
    return hints;
  }

  Operation read() {
    return read;
  }

  Operation report() {
    return report;
  }

  /** Something that the device does. */
  Operation byDevice(OperationKind kind, String detail) {
    return new Operation(device, kind, target, detail);
  }

  /** Something that the hub does for the device. */
  Operation byHub(OperationKind kind, String detail) {
    return new Operation(hub, kind, target, detail);
  }

  /** Notes the end of the connection, once. */
  void ended(String reason) {
    if (ended.compareAndSet(false, true)) {
      gate.note(byDevice(OperationKind.DISCONNECT, ""), new Outcome.Done(reason));
    }
  }
}
