package io.twinhub.application.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A device or module in Java code: it answers methods and receives messages. Handlers run on the device's own
 * threads, so they may block and may use the hub. Method handlers run concurrently; the message handler is
 * called for one message at a time.
 */
public final class ConnectedDevice implements AutoCloseable {
  /** The status of a call whose method has no handler, as the .NET device SDK answers it. */
  public static final int NO_HANDLER = 501;

  /** The status of a call whose handler failed, as the .NET device SDK answers it. */
  public static final int HANDLER_FAILED = 500;

  private final DeviceConnection connection;
  private final Map<MethodName, Function<MethodPayload, MethodAnswer>> methods =
      new ConcurrentHashMap<>();
  private final AtomicBoolean taking = new AtomicBoolean();
  private final ExecutorService handlers;
  private volatile Optional<MessageFlow> messages = Optional.empty();

  private ConnectedDevice(DeviceConnection connection) {
    this.connection = connection;
    this.handlers = Executors.newCachedThreadPool(work -> {
      Thread thread = new Thread(work, "twinhub-device-" + connection.address());
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Connects a device or module; an older connection of the same identity ends.
   *
   * @throws HubException if it is not registered or disabled
   */
  public static ConnectedDevice open(DeviceConnections connections, TwinAddress address) {
    return open(connections, address, reason -> {});
  }

  /**
   * Connects a device or module; see {@link #open(DeviceConnections, TwinAddress)}.
   *
   * @param onClosed called at most once, when the hub ends the connection
   */
  public static ConnectedDevice open(
      DeviceConnections connections, TwinAddress address, Consumer<CloseReason> onClosed) {
    return new ConnectedDevice(connections.open(address, "", onClosed));
  }

  /** The underlying connection, which gives access to the twin. */
  public DeviceConnection connection() {
    return connection;
  }

  /**
   * Answers a method from now on. Calls of a method without a handler are answered with {@value #NO_HANDLER},
   * calls whose handler fails with {@value #HANDLER_FAILED}.
   *
   * @param handler takes the payload, which is JSON {@code null} if the call has none
   * @throws HubException if the name is not a valid method name
   */
  public ConnectedDevice onMethod(String name, Function<MethodPayload, MethodAnswer> handler) {
    methods.put(new MethodName(name), handler);
    if (taking.compareAndSet(false, true)) {
      connection.takeCalls(request -> later(() -> answer(request)));
    }
    return this;
  }

  private void answer(MethodRequest request) {
    MethodAnswer answer = answered(request);
    connection.answer(request.id(), answer.status(), answer.payload().json().toArray());
  }

  private MethodAnswer answered(MethodRequest request) {
    Function<MethodPayload, MethodAnswer> handler = methods.get(request.name());
    if (handler == null) {
      return new MethodAnswer(NO_HANDLER, MethodPayload.NULL);
    }
    try {
      return handler.apply(request.payload());
    } catch (RuntimeException mistake) {
      tell(mistake);
      return new MethodAnswer(HANDLER_FAILED, MethodPayload.NULL);
    }
  }

  /**
   * Receives messages from now on; the handler replaces an earlier one.
   *
   * @param handler decides how each message is settled; if the handler fails, the message is abandoned
   */
  public ConnectedDevice onMessage(Function<QueuedMessage, Settlement> handler) {
    messages.ifPresent(MessageFlow::close);
    MessageFlow flow = connection.takeMessages(message -> later(() -> settle(message, handler)));
    messages = Optional.of(flow);
    flow.request(1);
    return this;
  }

  private void settle(QueuedMessage message, Function<QueuedMessage, Settlement> handler) {
    try {
      connection.settle(message.token(), settled(message, handler));
    } catch (HubException lost) {
      tell(lost);
    }
    messages.ifPresent(flow -> flow.request(1));
  }

  private static Settlement settled(
      QueuedMessage message, Function<QueuedMessage, Settlement> handler) {
    try {
      return handler.apply(message);
    } catch (RuntimeException mistake) {
      tell(mistake);
      return Settlement.ABANDON;
    }
  }

  /**
   * Reports a failure as the JVM reports an uncaught exception: on standard error, unless the program says
   * otherwise.
   */
  private static void tell(RuntimeException mistake) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, mistake);
  }

  private void later(Runnable work) {
    try {
      handlers.execute(work);
    } catch (RejectedExecutionException closed) {
      // The connection has ended too, so the hub knows what to do with what it has handed out.
    }
  }

  @Override
  public void close() {
    connection.close();
    handlers.shutdown();
  }
}
