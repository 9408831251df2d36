package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.SubscribableTopic;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.ProtocolViolation;
import io.twinhub.local.frontend.net.SerialExecutor;
import io.twinhub.local.frontend.net.tls.PeerCertificate;
import io.twinhub.local.frontend.twin.DeviceServices;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A connection before its CONNACK: waits for one CONNECT, has it checked off the event loop, and is replaced
 * by a {@link SessionHandler}. Nothing more is read meanwhile. Runs on the event loop.
 */
public final class ConnectHandler extends SimpleChannelInboundHandler<MqttMessage> {
  /** How long a client may take to send its CONNECT, in seconds; a hub setting. */
  public static final int CONNECT_SECONDS_MAX = 30;

  private final DeviceServices hub;
  private final KeptSessions sessions;
  private final SerialExecutor work;
  private final ExitDoor exit;
  private Optional<Future<?>> patience = Optional.empty();

  /** Who the client says it is; empty as long as it has not. */
  private volatile String claimed = "";

  /** Awaits the CONNECT on {@code channel}, whose requests {@code work} will run. */
  public ConnectHandler(
      DeviceServices hub, KeptSessions sessions, Channel channel, SerialExecutor work) {
    this.hub = hub;
    this.sessions = sessions;
    this.work = work;
    this.exit = new ExitDoor(channel, hub.log(), "a client before its CONNECT");
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Future<?> timer = context
        .executor()
        .schedule(
            () -> exit.close("no CONNECT within %d seconds".formatted(CONNECT_SECONDS_MAX)),
            CONNECT_SECONDS_MAX,
            TimeUnit.SECONDS);
    patience = Optional.of(timer);
    exit.atEnd(() -> timer.cancel(false));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
    patience.ifPresent(timer -> timer.cancel(false));
    context.channel().config().setAutoRead(false);
    try {
      ConnectRequest request = read(packet);
      List<X509Certificate> chain = PeerCertificate.chain(context.channel());
      if (!work.offer(() -> enter(context, request, chain))) {
        refuse(busy());
      }
    } catch (ProtocolViolation violation) {
      exit.close(String.valueOf(violation.getMessage()));
    } catch (ConnectRefused refusal) {
      refuse(refusal);
    }
  }

  private ConnectRequest read(MqttMessage packet) {
    if (packet.decoderResult().isFailure()) {
      Throwable cause = packet.decoderResult().cause();
      if (cause instanceof MqttUnacceptableProtocolVersionException) {
        throw new ConnectRefused(
            MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
            "unknown protocol: this hub speaks MQTT 3.1.1, level 4");
      }
      throw Malformed.because(cause);
    }
    if (packet instanceof MqttConnectMessage connect) {
      TwinAddress address = ConnectRequest.claimed(connect);
      exit.name(address.toString());
      claimed = address.toString();
      return ConnectRequest.of(connect, address);
    }
    throw new ProtocolViolation("the first packet is not CONNECT (MQTT-3.1.0-1)");
  }

  /** Runs on the serial executor. */
  private void enter(
      ChannelHandlerContext context, ConnectRequest request, List<X509Certificate> chain) {
    try {
      ConnectedClient client = new Entrance(hub, work, exit).enter(request, chain);
      OrderedWork.onLoop(context.channel(), () -> welcome(context, client));
    } catch (ConnectRefused refusal) {
      refuse(refusal);
    } catch (ConnectionDropped dropped) {
      exit.drop(dropped);
    } catch (RuntimeException | Error mistake) {
      exit.fail(
          mistake, HubPackets.refusal(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE));
    }
  }

  private void welcome(ChannelHandlerContext context, ConnectedClient client) {
    if (exit.isClosed()) {
      return;
    }
    Map<SubscribableTopic, MqttQoS> kept = sessions.resume(client.request());
    Outbound.send(context.channel(), HubPackets.welcome(!kept.isEmpty()));
    DeviceSession session = new DeviceSession(hub, client, sessions, context.channel());
    SessionHandler handler = new SessionHandler(hub, client, session, context.channel());
    context.pipeline().replace(this, "mqtt-session", handler);
    handler.resume(kept);
    context.channel().config().setAutoRead(true);
  }

  private void refuse(ConnectRefused refusal) {
    refusal.unnoted().ifPresent(error -> hub.log().refusedEntry(claimed, error));
    exit.close(
        "CONNECT refused with code %d: %s"
            .formatted(refusal.code().byteValue(), refusal.getMessage()),
        HubPackets.refusal(refusal.code()));
  }

  private static ConnectRefused busy() {
    return new ConnectRefused(
        MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE, "the hub is stopping");
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    exit.close("the client left before it was accepted");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    exit.close(cause);
  }
}
