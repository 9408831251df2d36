package io.twinhub.application.operation;

import io.twinhub.application.port.DesiredDelivery;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.application.port.out.OperationGate.Passage;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A device's connection, behind the gate. */
final class GatedConnection implements DeviceConnection {
  private final DeviceConnection connection;
  private final OperationGate gate;
  private final DeviceTalk talk;

  GatedConnection(DeviceConnection connection, OperationGate gate, DeviceTalk talk) {
    this.connection = connection;
    this.gate = gate;
    this.talk = talk;
  }

  @Override
  public TwinAddress address() {
    return connection.address();
  }

  @Override
  public DeviceTwin read() {
    return gate.run(
        talk.read(),
        connection::read,
        twin -> "desired " + version(twin.desiredVersion()),
        twin -> {
          talk.hints().read();
          return List.of();
        });
  }

  @Override
  public Version report(ReportedPatch report) {
    return gate.run(
        talk.report(),
        () -> connection.report(report),
        GatedConnection::version,
        version -> talk.hints().reported(report, connection));
  }

  @Override
  public CompletableFuture<Version> reportLater(ReportedPatch report) {
    return gate.start(
        talk.report(),
        () -> connection.reportLater(report),
        GatedConnection::version,
        version -> talk.hints().reported(report, connection));
  }

  @Override
  public boolean mayWait() {
    return gate.mayWait();
  }

  static String version(Version version) {
    return "version " + version.value();
  }

  @Override
  public Subscription watchDesired(Consumer<DesiredChange> listener) {
    return watchDeliveries(delivery -> {
      listener.accept(delivery.change());
      delivery.delivered();
    });
  }

  @Override
  public Subscription watchDeliveries(Consumer<DesiredDelivery> listener) {
    return gate.run(
        talk.byDevice(OperationKind.WATCH_DESIRED, ""),
        () -> connection.watchDesired(change -> {
          Operation notify = talk.byHub(OperationKind.NOTIFY, version(change.version()));
          gate.deliver(notify, passage -> listener.accept(new Notification(change, passage)));
        }));
  }

  /** A notification on its way. */
  private final class Notification implements DesiredDelivery {
    private final DesiredChange change;
    private final Passage passage;

    Notification(DesiredChange change, Passage passage) {
      this.change = change;
      this.passage = passage;
    }

    @Override
    public DesiredChange change() {
      return change;
    }

    @Override
    public void delivered() {
      passage.done("");
    }

    @Override
    public void acknowledged() {
      gate.note(
          talk.byDevice(OperationKind.ACKNOWLEDGE, version(change.version())),
          new Outcome.Done(""));
    }

    @Override
    public void missed(String reason) {
      passage.missed(reason);
    }
  }

  @Override
  public Subscription takeCalls(Consumer<MethodRequest> taker) {
    return connection.takeCalls(call -> {
      Operation delivery = talk.byHub(OperationKind.DELIVER_CALL, call.name().value());
      gate.deliver(delivery, passage -> {
        taker.accept(call);
        passage.done("");
      });
    });
  }

  @Override
  public boolean answer(CallId call, int status, byte[] payload) {
    return gate.run(
        talk.byDevice(OperationKind.ANSWER_CALL, "status " + status),
        () -> connection.answer(call, status, payload),
        waited -> waited ? "" : "no caller waited for it");
  }

  @Override
  public MessageFlow takeMessages(Consumer<QueuedMessage> taker) {
    return connection.takeMessages(message -> {
      Operation delivery =
          talk.byHub(OperationKind.DELIVER_MESSAGE, MessageTexts.detail(message.message()));
      gate.deliver(delivery, passage -> {
        taker.accept(message);
        passage.done("");
      });
    });
  }

  @Override
  public void settle(LockToken token, Settlement settlement) {
    gate.perform(
        talk.byDevice(OperationKind.SETTLE_MESSAGE, MessageTexts.of(settlement)),
        () -> connection.settle(token, settlement));
  }

  @Override
  public CompletableFuture<Void> send(DeviceMessage message) {
    return gate.start(
        talk.byDevice(OperationKind.SEND_EVENT, MessageTexts.detail(message)).sized(message.size()),
        () -> connection.send(message),
        sent -> "");
  }

  @Override
  public void active() {
    connection.active();
  }

  @Override
  public void close() {
    close("the device closed the connection");
  }

  @Override
  public void close(String reason) {
    connection.close();
    talk.ended(reason);
  }
}
