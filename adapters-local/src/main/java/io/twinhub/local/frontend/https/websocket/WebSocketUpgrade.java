package io.twinhub.local.frontend.https.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.frontend.https.route.RequestTarget;
import io.twinhub.local.frontend.net.ConnectionSetup;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.SerialExecutor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Upgrades a connection to a device protocol (RFC 6455). The sub-protocol is compared without regard to case
 * and echoed in the client's spelling: the C SDK asks for {@code MQTT}. The Host header is ignored.
 */
public final class WebSocketUpgrade {
  /** The path in Azure's documentation, and that of Service Bus, which Python's AMQP library uses. */
  private static final Set<List<String>> PATHS =
      Set.of(List.of("$iothub", "websocket"), List.of("$servicebus", "websocket"));

  private static final String VERSION = "13";

  private final Map<String, ConnectionSetup> protocols =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final SerialExecutor work;
  private final List<Class<? extends ChannelHandler>> http;

  /**
   * Creates an upgrade to any of {@code protocols}.
   *
   * @param http the handlers that leave the pipeline when a protocol takes over
   */
  public WebSocketUpgrade(
      Map<String, ConnectionSetup> protocols,
      SerialExecutor work,
      List<Class<? extends ChannelHandler>> http) {
    this.protocols.putAll(protocols);
    this.work = work;
    this.http = List.copyOf(http);
  }

  /** Whether {@code target} is one of the paths for WebSockets. */
  public boolean concerns(RequestTarget target) {
    return PATHS.contains(target.segments());
  }

  /**
   * Upgrades the connection; its protocol takes over once the response is sent.
   *
   * @return what is wrong with the request, if it cannot be upgraded
   */
  public Optional<HubError> attempt(ChannelHandlerContext ctx, HttpRequest request) {
    if (!request.method().equals(HttpMethod.GET)
        || !request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        || !request
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
      return invalid("this address serves WebSocket upgrades only");
    }
    if (!VERSION.equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
      return invalid("the WebSocket version must be " + VERSION);
    }
    List<String> offered = offered(request);
    Optional<String> chosen = offered.stream().filter(protocols::containsKey).findFirst();
    if (chosen.isEmpty()) {
      return invalid("no known sub-protocol in Sec-WebSocket-Protocol '%s'; this hub serves %s"
          .formatted(
              ClientText.shown(String.join(", ", offered)), String.join(", ", protocols.keySet())));
    }
    try {
      handshake(ctx, request, chosen.get());
      return Optional.empty();
    } catch (WebSocketHandshakeException e) {
      return invalid("the WebSocket handshake is incomplete: Sec-WebSocket-Key is missing");
    }
  }

  private static Optional<HubError> invalid(String message) {
    return Optional.of(RequestError.invalid(message));
  }

  private static List<String> offered(HttpRequest request) {
    return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private void handshake(ChannelHandlerContext ctx, HttpRequest request, String protocol) {
    FullHttpRequest complete = new DefaultFullHttpRequest(
        request.protocolVersion(),
        request.method(),
        request.uri(),
        Unpooled.EMPTY_BUFFER,
        request.headers(),
        EmptyHttpHeaders.INSTANCE);
    new Handshake(protocol).handshake(ctx.channel(), complete).addListener(sent -> {
      if (sent.isSuccess()) {
        handOver(ctx.pipeline(), protocol);
      } else {
        Outbound.close(ctx);
      }
    });
  }

  /** Netty's handshake, with a decoder that keeps no frames. */
  private static final class Handshake extends WebSocketServerHandshaker13 {
    Handshake(String protocol) {
      super("/$iothub/websocket", protocol, WebSocketDecoderConfig.newBuilder().build());
    }

    @Override
    protected WebSocketFrameDecoder newWebsocketDecoder() {
      return new WebSocketFrames();
    }
  }

  private void handOver(ChannelPipeline pipeline, String protocol) {
    http.forEach(pipeline::remove);
    pipeline.addLast(new WebSocketBytes());
    Optional.ofNullable(protocols.get(protocol)).orElseThrow().continueOn(pipeline, work);
    pipeline.channel().config().setAutoRead(true);
  }
}
