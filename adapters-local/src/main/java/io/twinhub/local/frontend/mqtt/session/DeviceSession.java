package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.fault.InBandFault;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.SubscribableTopic;
import io.twinhub.local.frontend.net.LateFlush;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.ProtocolViolation;
import io.twinhub.local.frontend.telemetry.Sending;
import io.twinhub.local.frontend.twin.DesiredPushes;
import io.twinhub.local.frontend.twin.DeviceServices;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What a connected device may do: use its twin, answer methods, subscribe, unsubscribe. Runs on the
 * connection's serial executor and may block; what it sends goes to the event loop, an answer together with
 * its PUBACK in one flush.
 */
final class DeviceSession {
  /** How many subscriptions a connection may have. Source: Azure's page on MQTT. */
  static final int SUBSCRIPTIONS_MAX = 5;

  private static final String CONNECTION_ENDED = "the connection ended before it was written";

  private final DeviceServices hub;
  private final ConnectedClient client;
  private final KeptSessions sessions;
  private final Channel channel;
  private final PushOutlet outlet;
  private final DesiredPushes pushes;
  private final PacketLine line;
  private final Receipts receipts;
  private final LateFlush lateFlush;
  private final LastWill will;
  private final MethodCalls calls;
  private final DeviceBoundMessages messages;
  private final Map<SubscribableTopic, MqttQoS> subscribed = new EnumMap<>(SubscribableTopic.class);
  private volatile Optional<Subscription> desired = Optional.empty();
  private volatile Set<SubscribableTopic> wanted = Set.of();

  DeviceSession(
      DeviceServices hub, ConnectedClient client, KeptSessions sessions, Channel channel) {
    this.hub = hub;
    this.client = client;
    this.sessions = sessions;
    this.channel = channel;
    PacketIds ids = new PacketIds();
    this.outlet = new PushOutlet(channel, client.exit(), ids);
    this.pushes = new DesiredPushes(channel, outlet);
    this.line = new PacketLine(channel);
    this.receipts = new Receipts(channel);
    this.lateFlush = new LateFlush(channel);
    this.will = new LastWill(hub, client);
    this.calls = new MethodCalls(channel, client.connection(), line);
    this.messages = new DeviceBoundMessages(channel, client, line, ids);
    client.exit().atEnd(() -> stopWatching(CONNECTION_ENDED));
    client.exit().atEnd(will::send);
  }

  /** One subscription that a SUBSCRIBE asks for. */
  record Wish(SubscribableTopic topic, MqttQoS granted) {}

  /** Sends more if the channel can take it. Runs on the event loop. */
  void writabilityChanged() {
    pushes.drain();
    line.drain();
    messages.requestMore();
  }

  /** Records the client's PUBACK, on the event loop; returns what that completes, to be run in turn. */
  Optional<Runnable> acknowledged(int packetId) {
    if (outlet.acknowledged(packetId)) {
      pushes.drain();
    }
    return messages.acknowledged(packetId);
  }

  /** The acknowledgements that are owed. Used on the event loop. */
  Receipts receipts() {
    return receipts;
  }

  /**
   * Sends a message to the cloud; returns at once. It is acknowledged once it is on disk; the connection ends
   * if the message cannot be taken.
   */
  CompletableFuture<Void> send(Telemetry telemetry, Optional<Receipts.Receipt> receipt) {
    return begun(telemetry).whenComplete((done, met) -> {
      Throwable failure = Sending.cause(met);
      if (failure instanceof HubException) {
        client.exit().close("telemetry refused: " + failure.getMessage());
      } else if (failure instanceof ConnectionDropped dropped) {
        client.exit().drop(dropped);
      } else if (failure != null) {
        client.exit().fail(failure);
      } else {
        receipt.ifPresent(due -> OrderedWork.onLoop(channel, () -> {
          receipts.due(due);
          lateFlush.soon();
        }));
      }
    });
  }

  private CompletableFuture<Void> begun(Telemetry telemetry) {
    try {
      DeviceMessage message = telemetry.message();
      CompletableFuture<Void> sending = client.connection().send(message);
      hub.inBandFaults().sent(client.request().address(), message, this::breakOff);
      return sending;
    } catch (HubException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private boolean breakOff(InBandFault fault) {
    String reason = "the device asked for '%s': %s".formatted(fault.kind().text(), fault.reason());
    switch (fault.kind()) {
      case KILL_TCP -> client.exit().drop(new ConnectionDropped(reason));
      case SHUT_DOWN_MQTT -> client.exit().close(reason);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether what the device asks for may be made to wait on purpose. */
  boolean mayWait() {
    return client.connection().mayWait();
  }

  /** Handles DISCONNECT, which voids the client's will. */
  void disconnected() {
    will.forget();
  }

  /**
   * Carries out what the client published; a report goes on after this has returned. The next report need not
   * wait for the commit of this one: the hub merges them in order, and many share a commit.
   */
  CompletableFuture<Void> publish(Publish publish) {
    client.connection().active();
    boolean holds = !publish.isReport();
    if (holds) {
      pushes.hold();
    }
    CompletableFuture<Void> over = new CompletableFuture<>();
    var unused = answer(publish).whenComplete((answer, met) -> {
      Throwable failure = Sending.cause(met);
      if (failure instanceof ConnectionDropped dropped) {
        client.exit().drop(dropped); // before the receipt is sent
      } else if (failure != null) {
        client.exit().fail(failure);
      }
      TwinAnswers.Answer known = failure == null ? answer : TwinAnswers.Answer.NONE;
      List<MqttMessage> packets = wanted(known);
      OrderedWork.onLoop(channel, () -> {
        publish.receipt().ifPresent(receipts::due);
        known.desiredVersion().ifPresent(pushes::writeUpTo);
        packets.forEach(packet -> Outbound.queue(channel.pipeline(), packet));
        if (holds) {
          pushes.release();
        }
        lateFlush.soon();
      });
      over.complete(null);
    });
    return over;
  }

  private CompletableFuture<TwinAnswers.Answer> answer(Publish publish) {
    try {
      return publish.request().accept(new TwinAnswers(hub, client, publish.payload()));
    } catch (RuntimeException | Error failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** Answers a request that the hub is too busy to carry out. Runs on the event loop. */
  void refuse(Publish publish) {
    publish.receipt().ifPresent(receipts::due);
    wanted(new TwinAnswers(hub, client, publish.payload()).busy(publish.request()))
        .forEach(packet -> Outbound.queue(channel.pipeline(), packet));
    channel.pipeline().flush();
  }

  /** The packets of an answer for the client: none if it has not subscribed to such answers. */
  private List<MqttMessage> wanted(TwinAnswers.Answer answer) {
    return wanted.contains(answer.wantedBy()) ? answer.packets() : List.of();
  }

  /**
   * Grants all subscriptions that one packet asks for.
   *
   * @throws ProtocolViolation if there are more subscriptions than allowed
   */
  void subscribe(int packetId, List<Wish> wishes) {
    client.connection().active();
    wishes.forEach(wish -> subscribed.put(wish.topic(), wish.granted()));
    if (subscribed.size() > SUBSCRIPTIONS_MAX) {
      throw new ProtocolViolation("%d subscriptions; a connection may have %d"
          .formatted(subscribed.size(), SUBSCRIPTIONS_MAX));
    }
    OrderedWork.onLoop(channel, line::hold);
    noteSubscriptions();
    pushes.hold();
    wishes.stream()
        .filter(wish -> wish.topic() == SubscribableTopic.DESIRED_CHANGES)
        .forEach(wish -> watchDesired(wish.granted()));
    OrderedWork.onLoop(channel, () -> {
      Outbound.queue(
          channel.pipeline(),
          HubPackets.subAck(packetId, wishes.stream().map(Wish::granted).toList()));
      pushes.release();
      line.release();
      channel.pipeline().flush();
    });
  }

  /** Resumes the subscriptions of the client's previous connection. */
  void resume(Map<SubscribableTopic, MqttQoS> kept) {
    subscribed.putAll(kept);
    noteSubscriptions();
    Optional.ofNullable(kept.get(SubscribableTopic.DESIRED_CHANGES)).ifPresent(this::watchDesired);
  }

  private void noteSubscriptions() {
    wanted = Set.copyOf(subscribed.keySet());
    sessions.keep(client.request(), subscribed);
    calls.follow(subscribed.containsKey(SubscribableTopic.METHOD_CALLS));
    messages.follow(
        Stream.of(SubscribableTopic.DEVICE_BOUND_MESSAGES, SubscribableTopic.MODULE_MESSAGES)
            .flatMap(topic -> Optional.ofNullable(subscribed.get(topic)).stream())
            .max(Comparator.naturalOrder())); // one message, even if two filters match
  }

  private void watchDesired(MqttQoS granted) {
    outlet.grant(granted);
    pushes.start();
    if (desired.isEmpty()) {
      desired = Optional.of(client.connection().watchDeliveries(pushes::offer));
      if (client.exit().isClosed()) {
        stopWatching(CONNECTION_ENDED); // the end came between the two lines above
      }
    }
  }

  /** Ends subscriptions; unknown ones are ignored (MQTT-3.10.4-5). */
  void unsubscribe(int packetId, List<SubscribableTopic> topics) {
    client.connection().active();
    topics.forEach(subscribed::remove);
    noteSubscriptions();
    if (!subscribed.containsKey(SubscribableTopic.DESIRED_CHANGES)) {
      stopWatching("the device unsubscribed before it was written");
      desired = Optional.empty();
    }
    send(List.of(HubPackets.unsubAck(packetId)));
  }

  private void stopWatching(String reason) {
    pushes.stop(reason);
    desired.ifPresent(Subscription::close);
  }

  private void send(List<MqttMessage> packets) {
    OrderedWork.onLoop(channel, () -> {
      packets.forEach(packet -> Outbound.queue(channel.pipeline(), packet));
      channel.pipeline().flush();
    });
  }
}
