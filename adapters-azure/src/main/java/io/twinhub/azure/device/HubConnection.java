package io.twinhub.azure.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.DesiredChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one connection over any wire protocol: its listeners, and its end, which happens once. */
public abstract class HubConnection implements DeviceConnection {
  private static final Logger LOG = LoggerFactory.getLogger(HubConnection.class);

  private final TwinAddress address;
  private final Consumer<CloseReason> onClosed;
  private final OpenConnections owner;
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final TakenCalls calls = new TakenCalls();
  private final TakenMessages messages;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.CONNECTING);

  private enum Stage {
    CONNECTING,
    OPEN,
    ENDED
  }

  /**
   * Creates a connection that is not open yet.
   *
   * @param onClosed told when the hub ends it
   */
  protected HubConnection(
      TwinAddress address, Consumer<CloseReason> onClosed, OpenConnections owner) {
    this.address = address;
    this.onClosed = onClosed;
    this.owner = owner;
    this.messages = new TakenMessages(owner::later);
  }

  /**
   * Connects, and subscribes to the desired properties.
   *
   * @throws HubException if the hub refuses or is not reached
   */
  protected abstract void connect();

  /** Closes the wire; may block. */
  protected abstract void hangUp();

  /** Connects; leaves nothing behind if that fails. */
  final void open() {
    try {
      connect();
      if (!stage.compareAndSet(Stage.CONNECTING, Stage.OPEN)) {
        throw new HubException(
            RequestError.unavailable("the connection was lost while it was made"));
      }
    } catch (HubException refusal) {
      stage.set(Stage.ENDED);
      hangUp();
      throw refusal;
    }
  }

  /**
   * Notes that the wire broke or that the hub closed it. A caller that is still connecting learns it from
   * {@link #open()}.
   */
  protected final void lost() {
    if (!stage.compareAndSet(Stage.CONNECTING, Stage.ENDED) && stage.get() == Stage.OPEN) {
      owner.lost(this);
    }
  }

  /** Tells the listeners of one write. */
  protected final void tell(DesiredChange change) {
    watchers.forEach(watcher -> {
      try {
        watcher.listener.accept(change);
      } catch (RuntimeException mistake) {
        LOG.error("a listener of {} failed", address, mistake);
      }
    });
  }

  @Override
  public final TwinAddress address() {
    return address;
  }

  @Override
  public final Subscription watchDesired(Consumer<DesiredChange> listener) {
    requireOpen();
    Watcher watcher = new Watcher(listener);
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /**
   * Notes that a call came over the wire.
   *
   * @param wireId the id that its answer must carry there
   * @param payload JSON in UTF-8, or nothing
   */
  protected final void called(String wireId, String name, byte[] payload) {
    try {
      calls.called(wireId, new MethodName(name), MethodPayload.of(payload));
    } catch (HubException unlawful) {
      LOG.warn("{} does not take a call: {}", address, unlawful.getMessage());
    }
  }

  /**
   * Subscribes to calls.
   *
   * @throws HubException if the hub refuses or does not answer
   */
  protected abstract void subscribeToCalls();

  /** Unsubscribes from calls, where the wire protocol can. */
  protected abstract void unsubscribeFromCalls();

  /** Sends an answer without waiting. */
  protected abstract void sendAnswer(String wireId, int status, byte[] payload);

  @Override
  public final Subscription takeCalls(Consumer<MethodRequest> taker) {
    requireOpen();
    Subscription taking = calls.take(taker, this::unsubscribeFromCalls);
    subscribeToCalls();
    return taking;
  }

  /**
   * The wire does not tell whether the caller still waits, so the first answer to a call of this connection
   * counts.
   */
  @Override
  public final boolean answer(CallId call, int status, byte[] payload) {
    Optional<String> wireId = calls.answering(call);
    wireId.ifPresent(id -> sendAnswer(id, status, payload));
    return wireId.isPresent();
  }

  /**
   * Notes that a message came over the wire.
   *
   * @param settling settles it with the hub; throws a {@link HubException} where the wire protocol cannot
   */
  protected final void arrived(CloudMessage message, Consumer<Settlement> settling) {
    messages.arrived(message, settling);
  }

  /**
   * Subscribes to messages.
   *
   * @throws HubException if the hub refuses or does not answer
   */
  protected abstract void subscribeToMessages();

  /** Unsubscribes from messages, where the wire protocol can. */
  protected abstract void unsubscribeFromMessages();

  @Override
  public final MessageFlow takeMessages(Consumer<QueuedMessage> taker) {
    requireOpen();
    MessageFlow flow = messages.take(taker, this::unsubscribeFromMessages);
    subscribeToMessages();
    return flow;
  }

  /** When this returns, the hub has been told; device protocols do not confirm the outcome. */
  @Override
  public final void settle(LockToken token, Settlement settlement) {
    requireOpen();
    messages.settle(token, settlement);
  }

  /** Does nothing: the hub itself updates the time with each packet. */
  @Override
  public final void active() {}

  @Override
  public final void close() {
    if (stage.compareAndSet(Stage.OPEN, Stage.ENDED)) {
      forget();
      owner.closed(this);
      hangUp();
    }
  }

  private void forget() {
    watchers.clear();
    calls.end();
    messages.forget();
  }

  /** Ends the connection from the hub's side. */
  protected final void end(CloseReason reason) {
    if (stage.compareAndSet(Stage.OPEN, Stage.ENDED)) {
      forget();
      owner.closed(this);
      owner.later(this::hangUp);
      onClosed.accept(reason);
    }
  }

  /** Refuses calls on a connection that has ended. */
  protected final void requireOpen() {
    if (stage.get() != Stage.OPEN) {
      throw new HubException(RequestError.unavailable("the connection is closed"));
    }
  }

  /** One listener; compared by identity, so that each subscription ends for itself. */
  private static final class Watcher {
    private final Consumer<DesiredChange> listener;

    Watcher(Consumer<DesiredChange> listener) {
      this.listener = listener;
    }
  }
}
