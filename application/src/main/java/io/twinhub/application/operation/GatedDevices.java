package io.twinhub.application.operation;

import io.twinhub.application.hint.Hints;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import java.util.function.Consumer;

/** Connections of devices, behind the gate. */
public final class GatedDevices implements DeviceTwins {
  private final DeviceTwins devices;
  private final OperationGate gate;
  private final Hints hints;

  /** Leads to {@code devices} through {@code gate}. */
  public GatedDevices(DeviceTwins devices, OperationGate gate, Hints hints) {
    this.devices = devices;
    this.gate = gate;
    this.hints = hints;
  }

  @Override
  public DeviceConnection connect(
      Principal.Device device, String modelId, Consumer<CloseReason> onClosed) {
    Operation connect = Operation.of(device, OperationKind.CONNECT, device.address())
        .with(modelId.isEmpty() ? "" : "model " + modelId);
    OperationGate.Passage passage = gate.enter(connect);
    DeviceTalk talk = new DeviceTalk(device, gate, hints.ofDevice(device.address()));
    DeviceConnection connection;
    try {
      connection = devices.connect(device, modelId, reason -> {
        talk.ended(reason.sentence());
        onClosed.accept(reason);
      });
    } catch (HubException refusal) {
      passage.refused(refusal);
      throw refusal;
    }
    try {
      passage.done("", talk.hints().connected(connection));
    } catch (ConnectionDropped dropped) {
      connection.close();
      throw dropped;
    }
    return new GatedConnection(connection, gate, talk);
  }
}
