package io.twinhub.local.frontend.amqp.session;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.amqp.link.MessageId;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/**
 * The two links by which a device or module answers calls of its methods: calls leave on one, answers come on
 * the other. It takes calls as long as both are attached. Event loop, except for the answers themselves.
 */
final class MethodPair extends LinkPair {
  /**
   * How many calls may wait for a client that does not take them; a hub setting, above what the hub sends at
   * once.
   */
  static final int WAITING_MAX = 256;

  /** How many bytes of calls may wait for a client; a hub setting. */
  static final int WAITING_BYTES_MAX = 8 * 1024 * 1024;

  private static final String NAME = "IoThub-methodname";
  private static final String STATUS = "IoThub-status";

  /** The variant bit of a valid version 4 UUID, which Node's libraries check. */
  private static final long VARIANT = 1L << 63;

  private static final long NUMBER_MASK = (1L << 62) - 1;

  private final AmqpConnection amqp;
  private final DeviceConnection connection;
  private final PartLog log;
  private final long mark = UUID.randomUUID().getMostSignificantBits();
  private final Queue<MethodRequest> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean asked;

  /** Guarded by this, as is the field below. */
  private Optional<Subscription> calls = Optional.empty();

  private boolean ended;

  MethodPair(
      String correlationId,
      AmqpConnection amqp,
      DeviceConnection connection,
      ConnectionScope scope) {
    super(correlationId);
    this.amqp = amqp;
    this.connection = connection;
    this.log = scope.log();
  }

  @Override
  void attached() {
    if (isComplete() && !asked) {
      asked = true;
      if (!amqp.ordered().take(0, this::takeCalls)) {
        detach(new AmqpCondition(AmqpCondition.LIMIT, "the hub is busy, or stopping"));
      }
    }
  }

  /** Serial executor. */
  private void takeCalls() {
    try {
      start();
    } catch (HubException refusal) {
      log.refused(connection.address().toString(), refusal);
      amqp.onLoop(() -> detach(AmqpCondition.of(refusal)));
    }
  }

  private synchronized void start() {
    if (!ended) {
      calls = Optional.of(connection.takeCalls(call -> amqp.onLoop(() -> enqueue(call))));
    }
  }

  private void enqueue(MethodRequest call) {
    int bytes = call.payload().json().size();
    if (waiting.size() >= WAITING_MAX || waitingBytes + bytes > WAITING_BYTES_MAX) {
      log.refused(
          connection.address().toString(),
          "a method call is dropped: the client takes calls too slowly, %d wait"
              .formatted(waiting.size()));
      return;
    }
    waiting.add(call);
    waitingBytes += bytes;
    credited();
  }

  @Override
  public void credited() {
    while (!waiting.isEmpty() && toClient().filter(AmqpLink::isReady).isPresent()) {
      MethodRequest next = waiting.remove();
      waitingBytes -= next.payload().json().size();
      toClient().get().send(worded(next));
    }
  }

  /** C rejects a call whose id is not an AMQP uuid, and Java parses its text as one. */
  private AmqpMessage worded(MethodRequest call) {
    UUID id = new UUID(mark, VARIANT | call.id().value());
    return AmqpMessage.builder()
        .correlationId(Optional.of(new MessageId(id)))
        .property(NAME, call.name().value())
        .body(call.payload().json().toArray())
        .build();
  }

  @Override
  public void received(Delivery delivery) {
    AmqpMessage answer = delivery.message();
    if (!amqp.ordered().take(answer.body().length, () -> take(answer, delivery))) {
      reject(delivery, new AmqpCondition(AmqpCondition.LIMIT, "the hub is busy, or stopping"));
    }
  }

  /** Serial executor. Ignores answers that nobody waits for, and those to another identity's call. */
  private void take(AmqpMessage answer, Delivery delivery) {
    Optional<Integer> status = status(answer);
    if (status.isEmpty()) {
      connection.active();
      amqp.onLoop(() -> reject(
          delivery,
          new AmqpCondition(
              AmqpCondition.ARGUMENT,
              "400004 ArgumentInvalid: the answer to a method needs the application property %s, an int, but it was '%s'"
                  .formatted(STATUS, ClientText.shown(answer.property(STATUS).orElse(""))))));
      return;
    }
    try {
      call(answer)
          .ifPresentOrElse(
              call -> connection.answer(call, status.get(), answer.body()), connection::active);
    } catch (HubException refusal) {
      amqp.onLoop(() -> reject(delivery, AmqpCondition.of(refusal)));
      return;
    }
    amqp.onLoop(() -> {
      delivery.accept();
      fromClient().ifPresent(AmqpLink::replenish);
    });
  }

  private void reject(Delivery delivery, AmqpCondition condition) {
    log.refused(connection.address().toString(), condition.toString());
    delivery.reject(condition);
    fromClient().ifPresent(AmqpLink::replenish);
  }

  /** Accepts any numeric type. */
  private static Optional<Integer> status(AmqpMessage answer) {
    try {
      return answer.property(STATUS).map(Integer::parseInt);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** Most clients send the uuid back, some its string form. */
  private Optional<CallId> call(AmqpMessage answer) {
    try {
      return answer
          .correlationId()
          .map(id -> UUID.fromString(id.value().toString()))
          .filter(id -> id.getMostSignificantBits() == mark)
          .map(id -> new CallId(id.getLeastSignificantBits() & NUMBER_MASK));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  @Override
  void end() {
    synchronized (this) {
      ended = true;
      calls.ifPresent(Subscription::close);
      calls = Optional.empty();
    }
    amqp.onLoop(() -> {
      waiting.clear();
      waitingBytes = 0;
    });
  }
}
