package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinhub.application.port.Subscription;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.ProtocolViolation;
import io.twinhub.local.frontend.mqtt.topic.SubscribableTopic;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import io.twinhub.local.frontend.net.Outbound;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a connected device may do: use its twin, subscribe, unsubscribe. Runs on the connection's serial
 * executor and may wait; what it sends goes to the event loop, an answer together with its PUBACK in one
 * flush.
 */
final class DeviceSession {
  /** How many subscriptions a connection may have. Source: Azure's page on MQTT. */
  static final int SUBSCRIPTIONS_MAX = 5;

  private final Surroundings hub;
  private final Admitted client;
  private final Channel channel;
  private final DesiredPushes pushes;
  private final Set<SubscribableTopic> subscribed = EnumSet.noneOf(SubscribableTopic.class);
  private Optional<Subscription> desired = Optional.empty();
  private volatile boolean answersWanted;

  DeviceSession(Surroundings hub, Admitted client, Channel channel) {
    this.hub = hub;
    this.client = client;
    this.channel = channel;
    this.pushes = new DesiredPushes(channel, client.exit());
    client.exit().atEnd(pushes::stop);
  }

  /** One wish of a SUBSCRIBE. */
  record Wish(SubscribableTopic topic, MqttQoS granted) {}

  DesiredPushes pushes() {
    return pushes;
  }

  /** Carries out what the client published. */
  void publish(Publish publish) {
    client.connection().active();
    publish
        .request()
        .ifPresentOrElse(request -> twin(publish, request), () -> send(publish.receipt()));
  }

  /** Answers, without carrying it out, what the hub is too busy for. Event loop. */
  void refuse(Publish publish) {
    publish.receipt().forEach(packet -> Outbound.queue(channel.pipeline(), packet));
    publish.request().ifPresent(request -> queue(TwinAnswers.busy(hub, request)));
    channel.pipeline().flush();
  }

  private void twin(Publish publish, TwinTopic.Request request) {
    pushes.hold();
    TwinAnswers.Answer answer = new TwinAnswers.Answer(List.of(), Optional.empty());
    try {
      answer = request.accept(new TwinAnswers(hub, client, publish.payload()));
    } finally {
      finish(publish, answer);
    }
  }

  private void finish(Publish publish, TwinAnswers.Answer answer) {
    Turns.onLoop(channel, () -> {
      publish.receipt().forEach(packet -> Outbound.queue(channel.pipeline(), packet));
      answer.desiredVersion().ifPresent(pushes::writeUpTo);
      queue(answer);
      pushes.release();
      channel.pipeline().flush();
    });
  }

  /** Event loop. */
  private void queue(TwinAnswers.Answer answer) {
    if (answersWanted) {
      answer.packets().forEach(packet -> Outbound.queue(channel.pipeline(), packet));
    }
  }

  /**
   * Grants all wishes of one packet.
   *
   * @throws ProtocolViolation if there are more subscriptions than allowed
   */
  void subscribe(int packetId, List<Wish> wishes) {
    client.connection().active();
    wishes.forEach(wish -> subscribed.add(wish.topic()));
    if (subscribed.size() > SUBSCRIPTIONS_MAX) {
      throw new ProtocolViolation("%d subscriptions; a connection may have %d"
          .formatted(subscribed.size(), SUBSCRIPTIONS_MAX));
    }
    answersWanted = subscribed.contains(SubscribableTopic.TWIN_ANSWERS);
    pushes.hold();
    wishes.stream()
        .filter(wish -> wish.topic() == SubscribableTopic.DESIRED_CHANGES)
        .forEach(wish -> watchDesired(wish.granted()));
    Turns.onLoop(channel, () -> {
      Outbound.queue(
          channel.pipeline(),
          HubPackets.subAck(packetId, wishes.stream().map(Wish::granted).toList()));
      pushes.release();
      channel.pipeline().flush();
    });
  }

  private void watchDesired(MqttQoS granted) {
    pushes.start(granted);
    if (desired.isEmpty()) {
      Subscription subscription = client.connection().watchDesired(pushes::offer);
      desired = Optional.of(subscription);
      client.exit().atEnd(subscription::close);
    }
  }

  /** Ends subscriptions; those that never were are no matter (MQTT-3.10.4-5). */
  void unsubscribe(int packetId, List<SubscribableTopic> topics) {
    client.connection().active();
    topics.forEach(subscribed::remove);
    answersWanted = subscribed.contains(SubscribableTopic.TWIN_ANSWERS);
    if (!subscribed.contains(SubscribableTopic.DESIRED_CHANGES)) {
      pushes.stop();
      desired.ifPresent(Subscription::close);
      desired = Optional.empty();
    }
    send(List.of(HubPackets.unsubAck(packetId)));
  }

  private void send(List<MqttMessage> packets) {
    Turns.onLoop(channel, () -> {
      packets.forEach(packet -> Outbound.queue(channel.pipeline(), packet));
      channel.pipeline().flush();
    });
  }
}
