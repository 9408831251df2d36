package io.twinhub.local.frontend.mqtt.session;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.twinhub.local.frontend.mqtt.topic.OwnTopics;
import io.twinhub.local.frontend.mqtt.topic.SubscribableTopic;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import io.twinhub.local.frontend.net.Deadline;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.ProtocolViolation;
import io.twinhub.local.frontend.twin.DeviceServices;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A connection after its CONNACK: reads packets, refuses those that are not allowed, and passes the rest to
 * the {@link DeviceSession}, in order. Runs on the event loop and never blocks.
 */
final class SessionHandler extends SimpleChannelInboundHandler<MqttMessage> {
  private final DeviceServices hub;
  private final ConnectedClient client;
  private final OwnTopics topics;
  private final DeviceSession session;
  private final OrderedWork ordered;
  private final KeepAlive keepAlive;

  SessionHandler(
      DeviceServices hub, ConnectedClient client, DeviceSession session, Channel channel) {
    this.hub = hub;
    this.client = client;
    this.topics = new OwnTopics(client.request().address());
    this.session = session;
    this.ordered = new OrderedWork(channel, client.work(), client.exit(), hub.budget());
    this.keepAlive = new KeepAlive(
        channel.eventLoop(), client.exit(), ordered.gate(), client.request().keepAliveSeconds());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    keepAlive.start();
    client.until().ifPresent(until -> leaveAt(context, until));
  }

  /** Resumes the client's earlier subscriptions. */
  void resume(Map<SubscribableTopic, MqttQoS> kept) {
    if (!kept.isEmpty()) {
      inTurn(() -> session.resume(kept));
    }
  }

  private void leaveAt(ChannelHandlerContext context, Instant until) {
    Deadline deadline = Deadline.at(
        until,
        hub.clock(),
        context.executor(),
        () -> client.exit().close("401003 IotHubUnauthorized: the SAS token has expired"));
    client.exit().atEnd(deadline::cancel);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
    keepAlive.heard();
    try {
      take(context, packet);
    } catch (ProtocolViolation violation) {
      ordered.last(String.valueOf(violation.getMessage()));
    }
  }

  private void take(ChannelHandlerContext context, MqttMessage packet) {
    if (packet.decoderResult().isFailure()) {
      throw Malformed.because(packet.decoderResult().cause());
    }
    switch (packet.fixedHeader().messageType()) {
      case PUBLISH -> publish((MqttPublishMessage) packet);
      case PUBACK -> session.acknowledged(packetId(packet)).ifPresent(this::inTurn);
      case SUBSCRIBE -> subscribe((MqttSubscribeMessage) packet);
      case UNSUBSCRIBE -> unsubscribe((MqttUnsubscribeMessage) packet);
      case PINGREQ -> Outbound.send(context.channel(), MqttMessage.PINGRESP);
      case DISCONNECT -> ordered.last("the client disconnected", session::disconnected);
      case CONNECT -> throw new ProtocolViolation("a second CONNECT (MQTT-3.1.0-2)");
      case CONNACK, SUBACK, UNSUBACK, PINGRESP, PUBREC, PUBREL, PUBCOMP, AUTH ->
        throw new ProtocolViolation(
            "a client may not send %s here".formatted(packet.fixedHeader().messageType()));
    }
  }

  private void publish(MqttPublishMessage packet) {
    MqttQoS qos = packet.fixedHeader().qosLevel();
    if (qos == MqttQoS.EXACTLY_ONCE) {
      throw new ProtocolViolation("publish with QoS 2; this hub accepts 0 and 1");
    }
    String topic = packet.variableHeader().topicName();
    Optional<TwinTopic.Request> request = topics.published(topic);
    Optional<Receipts.Receipt> receipt = qos == MqttQoS.AT_LEAST_ONCE
        ? Optional.of(session.receipts().owe(packet.variableHeader().packetId()))
        : Optional.empty();
    if (request.isEmpty()) {
      send(Telemetry.of(topics.bag(topic).orElseThrow(), packet), receipt);
      return;
    }
    byte[] payload = ByteBufUtil.getBytes(packet.payload());
    Publish publish = new Publish(request.get(), payload, receipt);
    if (!take(publish, () -> session.publish(publish))) {
      session.refuse(publish);
    }
  }

  private boolean take(Publish publish, Supplier<CompletableFuture<Void>> work) {
    int bytes = publish.payload().length;
    if (!publish.isReport()) {
      return ordered.takeLasting(bytes, work);
    }
    return session.mayWait() ? ordered.takeBeside(bytes, work) : ordered.beginBeside(bytes, work);
  }

  /** A message that the hub cannot take is not acknowledged: the client resends it on reconnect. */
  private void send(Telemetry telemetry, Optional<Receipts.Receipt> receipt) {
    int bytes = telemetry.body().size() + telemetry.bag().length();
    if (!ordered.takeLasting(bytes, () -> session.send(telemetry, receipt))) {
      client.exit().close("the hub is too busy, or stopping");
    }
  }

  private void subscribe(MqttSubscribeMessage packet) {
    List<MqttTopicSubscription> asked = packet.payload().topicSubscriptions();
    if (asked.size() > DeviceSession.SUBSCRIPTIONS_MAX) {
      throw new ProtocolViolation("SUBSCRIBE with %d filters; a connection may have %d"
          .formatted(asked.size(), DeviceSession.SUBSCRIPTIONS_MAX));
    }
    if (asked.isEmpty()) {
      throw new ProtocolViolation("SUBSCRIBE without a filter (MQTT-3.8.3-3)");
    }
    List<DeviceSession.Wish> wishes = asked.stream()
        .map(filter -> new DeviceSession.Wish(
            topics.requireSubscribable(filter.topicFilter()), granted(filter.qualityOfService())))
        .toList();
    int packetId = packetId(packet);
    inTurn(() -> session.subscribe(packetId, wishes));
  }

  private void unsubscribe(MqttUnsubscribeMessage packet) {
    if (packet.payload().topics().isEmpty()) {
      throw new ProtocolViolation("UNSUBSCRIBE without a filter (MQTT-3.10.3-2)");
    }
    List<SubscribableTopic> ended = packet.payload().topics().stream()
        .flatMap(filter -> topics.findSubscribable(filter).stream())
        .toList();
    int packetId = packetId(packet);
    inTurn(() -> session.unsubscribe(packetId, ended));
  }

  private void inTurn(Runnable work) {
    if (!ordered.take(0, work)) {
      client.exit().close("the hub is too busy, or stopping");
    }
  }

  /** QoS 2 is granted as 1. Source: Azure's page on MQTT. */
  private static MqttQoS granted(MqttQoS asked) {
    return asked == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
  }

  private static int packetId(MqttMessage packet) {
    return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    ordered.gate().writabilityChanged();
    session.writabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ordered.last("the client broke the connection without DISCONNECT");
  }

  /** A connection reset does not undo what the client sent before it. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      ordered.last("the connection broke: " + cause.getMessage());
    } else {
      client.exit().close(cause);
    }
  }
}
