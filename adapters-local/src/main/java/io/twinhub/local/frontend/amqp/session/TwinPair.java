package io.twinhub.local.frontend.amqp.session;

import io.twinhub.application.port.DesiredDelivery;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.twin.DesiredPushes;
import io.twinhub.local.frontend.twin.TwinAnswer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The two links by which a device or module uses its twin: requests come on one, answers and notifications
 * leave on the other. Answers to requests made before the second link is attached, or while it has no credit,
 * wait: at most as many as the first link has credit, and as many bytes as {@link AnswerBytes} allows the
 * connection. Event loop, except for the requests themselves.
 */
final class TwinPair extends LinkPair implements DesiredPushes.Outlet {
  private static final String DESIRED = "/properties/desired";

  private final AmqpConnection amqp;
  private final DeviceConnection connection;
  private final InstantSource clock;
  private final AnswerBytes budget;
  private final PartLog log;
  private final DesiredPushes pushes;
  private final DesiredWatch watch;
  private final Queue<AmqpMessage> waiting = new ArrayDeque<>();
  private boolean ended;

  TwinPair(
      String correlationId,
      AmqpConnection amqp,
      DeviceConnection connection,
      ConnectionScope scope) {
    super(correlationId);
    this.amqp = amqp;
    this.connection = connection;
    this.clock = scope.hub().devices().clock();
    this.budget = scope.answerBytes();
    this.log = scope.log();
    this.pushes = new DesiredPushes(amqp.channel(), this);
    this.watch = new DesiredWatch(connection, pushes);
  }

  @Override
  void attached() {
    credited();
  }

  /** Queues a request to be carried out in its turn. */
  @Override
  public void received(Delivery delivery) {
    TwinRequest request = new TwinRequest(delivery.message());
    if (request.id().isEmpty()) {
      delivery.reject(new AmqpCondition(
          "amqp:invalid-field", "a twin request has no correlation-id, so it cannot be answered"));
      fromClient().ifPresent(AmqpLink::replenish);
    } else if (!amqp.ordered().take(request.bytes(), () -> carryOut(delivery, request))) {
      pushes.hold();
      finish(delivery, request, TwinAnswer.busy(clock.instant()));
    }
  }

  /** Serial executor. */
  private void carryOut(Delivery delivery, TwinRequest request) {
    connection.active();
    pushes.hold();
    TwinAnswer answer = answer(request);
    amqp.onLoop(() -> finish(delivery, request, answer));
  }

  private TwinAnswer answer(TwinRequest request) {
    try {
      return request.carryOut(connection, watch);
    } catch (HubException refusal) {
      return TwinAnswer.refused(refusal, clock.instant());
    }
  }

  private void finish(Delivery delivery, TwinRequest request, TwinAnswer answer) {
    answer
        .refusal()
        .ifPresent(refused -> log.refused(
            connection.address().toString(),
            refused.line(request.operation()),
            refused.tracking().id()));
    delivery.accept();
    answer.desiredVersion().ifPresent(pushes::writeUpTo);
    if (!ended) {
      enqueue(worded(request, answer));
    }
    pushes.release();
  }

  private void enqueue(AmqpMessage answer) {
    waiting.add(answer);
    boolean allowed = budget.take(answer.body().length);
    sendWaiting();
    if (!allowed && !waiting.isEmpty()) {
      overflow("%d bytes of answers wait for credit".formatted(AnswerBytes.MAX));
    }
  }

  /** The status is an AMQP int and the version a long: C's client accepts nothing else. */
  private static AmqpMessage worded(TwinRequest request, TwinAnswer answer) {
    AmqpMessage.Builder message = AmqpMessage.builder()
        .correlationId(request.id())
        .annotation("status", answer.status())
        .body(answer.body());
    answer.reportedVersion().ifPresent(version -> message.annotation("version", version.value()));
    return message.build();
  }

  /** The client gave credit on the answers' link. */
  @Override
  public void credited() {
    sendWaiting();
    pushes.drain();
  }

  private void sendWaiting() {
    while (!waiting.isEmpty() && toClient().filter(AmqpLink::isReady).isPresent()) {
      AmqpMessage next = waiting.remove();
      budget.giveBack(next.body().length);
      toClient().get().send(next);
      fromClient().ifPresent(AmqpLink::replenish);
    }
  }

  @Override
  public boolean isReady() {
    return waiting.isEmpty()
        && amqp.channel().isWritable()
        && toClient().filter(AmqpLink::isReady).isPresent();
  }

  /** Notifications are sent settled, so no client acknowledges them. */
  @Override
  public void write(DesiredDelivery push) {
    AmqpLink link = toClient().orElseThrow(); // the outlet is ready
    link.send(AmqpMessage.builder()
        .annotation("resource", DESIRED)
        .annotation("version", push.change().version().value())
        .body(JsonWriter.bytes(DeviceTwinDocument.of(push.change())))
        .build());
    push.delivered();
  }

  /** The engine flushes by itself. */
  @Override
  public void flush() {}

  @Override
  public void overflow(String reason) {
    amqp.onLoop(() -> detach(new AmqpCondition(AmqpCondition.LIMIT, reason)));
  }

  /** Discards waiting answers and sends nothing more. Notifications end on any thread. */
  @Override
  void end() {
    watch.end();
    amqp.onLoop(() -> {
      ended = true;
      waiting.forEach(answer -> budget.giveBack(answer.body().length));
      waiting.clear();
    });
  }
}
