package io.twinhub.local.engine.hub;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.writer.Transaction;
import io.twinhub.local.engine.writer.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The open connections, one per identity. Opening and ending a connection are proposals to the writer, so
 * that they are ordered with the twin's other changes: before or after a deletion, but never during it.
 */
final class LocalConnections implements DeviceConnections {
  private static final Outcome OFFERED = new Outcome.Done("");
  private static final Outcome NOT_CONNECTED = new Outcome.Missed("the device is not connected");
  private static final Outcome NOT_SUBSCRIBED =
      new Outcome.Missed("the device has not subscribed to its desired properties");

  private final Map<TwinAddress, LocalConnection> open = new ConcurrentHashMap<>();
  private final Registrations registrations;
  private final Writer writer;
  private final InstantSource clock;
  private final DeviceFeatures desk;

  LocalConnections(
      Registrations registrations, Writer writer, InstantSource clock, DeviceFeatures desk) {
    this.registrations = registrations;
    this.writer = writer;
    this.clock = clock;
    this.desk = desk;
  }

  @Override
  public DeviceConnection open(
      TwinAddress address, String modelId, Consumer<CloseReason> onClosed) {
    return open(new Principal.Device(address), modelId, onClosed);
  }

  @Override
  public DeviceConnection open(
      Principal.Device device, String modelId, Consumer<CloseReason> onClosed) {
    TwinAddress address = device.address();
    return writer.apply(tx -> {
      Registration registration = tx.require(address).active();
      requireEnabled(tx.require(TwinAddress.of(address.deviceId())));
      LocalConnection connection =
          new LocalConnection(device, registration.activity(), onClosed, this);
      Optional.ofNullable(open.put(address, connection))
          .ifPresent(older -> older.end(CloseReason.TAKEN_OVER));
      tx.onRollBack(() -> closed(connection));
      connection.active();
      setState(tx, registration, state -> state.connectedAt(tx.now(), modelId));
      return connection;
    });
  }

  private static void requireEnabled(Registration device) {
    if (device.identity().status() == DeviceStatus.DISABLED) {
      throw new HubException(IdentityError.deviceIsDisabled(device.address().deviceId()));
    }
  }

  /**
   * Ends connections that a change no longer allows, and tells devices of their desired properties.
   *
   * @param gate notes what is offered to devices
   */
  void follow(TwinChange change, OperationGate gate) {
    if (change instanceof TwinChange.Deleted) {
      desk.methods().deleted(change.address());
      end(change.address(), CloseReason.DELETED);
    } else if (change instanceof TwinChange.RootChanged root) {
      if (root.after().root().status() == DeviceStatus.DISABLED) {
        desk.methods().disabled(change.address());
        end(change.address(), CloseReason.DISABLED);
      }
    } else if (change instanceof TwinChange.Written written) {
      written.update().desiredChange().ifPresent(news -> offer(change.address(), news, gate));
    }
  }

  private void offer(TwinAddress address, DesiredChange news, OperationGate gate) {
    Optional<LocalConnection> connection = Optional.ofNullable(open.get(address));
    Operation offer = new Operation(
        Caller.hub(connection.map(LocalConnection::transport).orElse(Transport.IN_PROCESS)),
        OperationKind.OFFER,
        Optional.of(address),
        "version " + news.version().value());
    if (connection.isEmpty()) {
      gate.note(offer, NOT_CONNECTED);
    } else if (!connection.get().isWatching()) {
      gate.note(offer, NOT_SUBSCRIBED);
    } else {
      gate.note(offer, OFFERED);
    }
    connection.ifPresent(found -> found.tell(news));
  }

  private void end(TwinAddress address, CloseReason reason) {
    LocalConnection connection = open.remove(address);
    if (connection != null) {
      connection.end(reason);
      writer.post(tx -> disconnected(tx, address));
    }
  }

  /** Notes that the device closed a connection, unless a newer one has replaced it. */
  void closed(LocalConnection connection) {
    writer.post(tx -> {
      open.remove(connection.address(), connection);
      return disconnected(tx, connection.address());
    });
  }

  /**
   * Notes the disconnection if there is one to note, and returns whether there was. A second call has no
   * effect, as {@link Writer#post} demands.
   */
  private boolean disconnected(Transaction tx, TwinAddress address) {
    if (open.containsKey(address)) {
      return false;
    }
    Optional<Registration> connected =
        tx.find(address).filter(r -> r.storedTwin().root().connection().connected());
    connected.ifPresent(r -> setState(tx, r, state -> state.disconnectedAt(tx.now())));
    return connected.isPresent();
  }

  private static void setState(
      Transaction tx, Registration registration, UnaryOperator<ConnectionState> change) {
    Twin before = registration.twin();
    Twin after = before.with(before.root().with(change.apply(before.root().connection())));
    tx.putUnkept(registration.with(after), new TwinChange.RootChanged(before, after, tx.now()));
  }

  Registration require(TwinAddress address) {
    return registrations.find(address).orElseThrow(() -> new HubException(address.notFound()));
  }

  DeviceFeatures desk() {
    return desk;
  }

  InstantSource clock() {
    return clock;
  }

  /** Ends all connections. */
  void endAll(CloseReason reason) {
    List.copyOf(open.values()).forEach(connection -> connection.end(reason));
    open.clear();
  }
}
