package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.twinhub.application.json.JsonText;
import io.twinhub.local.frontend.https.RawClient.Answer;
import io.twinhub.local.frontend.https.websocket.WebSocketFrames;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.SerialExecutor;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets as the device SDKs open, use and close them; the protocol behind is an echo. */
class WebSocketTest {
  private static final String TARGET = "/$iothub/websocket";
  private static final int BINARY = 0x82;
  private static final int BINARY_UNFINISHED = 0x02;
  private static final int CONTINUATION = 0x80;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;

  private final RunningHub hub =
      new RunningHub(Map.of("mqtt", WebSocketTest::echo, "AMQPWSB10", WebSocketTest::echo));

  @AfterEach
  void stop() {
    hub.close();
  }

  private static void echo(ChannelPipeline pipeline, SerialExecutor work) {
    pipeline.addLast(new SimpleChannelInboundHandler<ByteBuf>() {
      @Override
      protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (bytes.getByte(bytes.readerIndex()) == 'Q') {
          Outbound.close(ctx);
          return;
        }
        ByteBuf copy = bytes.retain();
        work.offer(() -> Outbound.send(ctx, copy));
      }
    });
  }

  private static String upgrade(String target, String... headers) {
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  private static String usual(String target, String protocol) {
    return upgrade(
        target,
        "Host: whatever:443",
        "Upgrade: websocket",
        "Connection: Upgrade,Keep-Alive",
        "Sec-Websocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Extensions: permessage-deflate",
        "Sec-WebSocket-Protocol: " + protocol);
  }

  private RawClient open() throws IOException {
    RawClient client = hub.raw();
    assertThat(client.send(usual(TARGET, "mqtt")).answer().status()).isEqualTo(101);
    return client;
  }

  /** A frame as clients send it: masked, here with zeros. */
  private static byte[] frame(int first, String payload) {
    byte[] frame = new byte[6 + payload.length()];
    frame[0] = (byte) first;
    frame[1] = (byte) (0x80 | payload.length());
    for (int i = 0; i < payload.length(); i++) {
      frame[6 + i] = (byte) payload.charAt(i);
    }
    return frame;
  }

  private static void assertFrame(RawClient client, int first, String payload) throws IOException {
    byte[] head = client.bytes(2);
    assertThat(head[0] & 0xFF).isEqualTo(first);
    assertThat(new String(client.bytes(head[1]), StandardCharsets.ISO_8859_1)).isEqualTo(payload);
  }

  @Nested
  class Opening {
    @ParameterizedTest
    @CsvSource({
      "/$iothub/websocket, mqtt, mqtt",
      "/$iothub/websocket?iothub-no-client-cert=true, mqtt, mqtt",
      "/%24iothub/websocket, MQTT, MQTT",
      "/$iothub/websocket, AMQPWSB10, AMQPWSB10",
      "/$servicebus/websocket/, AMQPWSB10, AMQPWSB10",
      "https://hub.test/$iothub/websocket?iothub-no-client-cert=true, AMQPWSB10, AMQPWSB10",
      "/$iothub/websocket, 'mqttv3.1, Mqtt', Mqtt"
    })
    void echoes_the_sub_protocol_as_the_client_spells_it(
        String target, String offered, String chosen) throws Exception {
      try (RawClient client = hub.raw()) {
        Answer answer = client.send(usual(target, offered)).answer();
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers())
            .containsEntry("sec-websocket-protocol", chosen)
            .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            .doesNotContainKey("sec-websocket-extensions");
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "chat | no known sub-protocol in Sec-WebSocket-Protocol 'chat'; this hub serves AMQPWSB10, mqtt",
          "'' | no known sub-protocol in Sec-WebSocket-Protocol ''; this hub serves AMQPWSB10, mqtt"
        })
    void with_an_unknown_sub_protocol_is_refused(String protocol, String text) throws Exception {
      try (RawClient client = hub.raw()) {
        assertRefused(client.send(usual(TARGET, protocol)).answer(), text);
        assertThat(client.send(usual(TARGET, "mqtt")).answer().status()).isEqualTo(101);
      }
    }

    @Test
    void without_asking_for_it_is_refused() throws Exception {
      try (RawClient client = hub.raw()) {
        assertRefused(
            client.send(upgrade(TARGET, "Host: h")).answer(),
            "this address serves WebSocket upgrades only");
      }
    }

    @Test
    void in_another_version_is_refused() throws Exception {
      try (RawClient client = hub.raw()) {
        assertRefused(
            client
                .send(usual(TARGET, "mqtt").replace("Version: 13", "Version: 8"))
                .answer(),
            "the WebSocket version must be 13");
      }
    }

    @Test
    void without_a_key_is_refused() throws Exception {
      try (RawClient client = hub.raw()) {
        assertRefused(
            client.send(usual(TARGET, "mqtt").replace("Sec-Websocket-Key", "X")).answer(),
            "the WebSocket handshake is incomplete: Sec-WebSocket-Key is missing");
      }
    }

    private void assertRefused(Answer answer, String text) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(JsonText.parseObject(answer.body()).find("Message").orElseThrow())
          .hasToString("\"ErrorCode:ArgumentInvalid;" + text + "\"");
    }
  }

  @Nested
  class Bytes {
    @Test
    void flow_whatever_the_frames() throws Exception {
      try (RawClient client = open()) {
        client.send(frame(BINARY, "a"));
        assertFrame(client, BINARY, "a");
        client.send(frame(BINARY_UNFINISHED, "b"));
        assertFrame(client, BINARY, "b");
        client.send(frame(CONTINUATION, "c"));
        assertFrame(client, BINARY, "c");
      }
    }

    @Test
    void flow_from_a_client_of_the_jdk() throws Exception {
      CompletableFuture<String> echoed = new CompletableFuture<>();
      WebSocket socket = hub.client()
          .newWebSocketBuilder()
          .subprotocols("mqtt")
          .buildAsync(
              URI.create("wss://127.0.0.1:" + hub.port() + TARGET), new WebSocket.Listener() {
                @Override
                public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
                  echoed.complete(StandardCharsets.UTF_8.decode(data).toString());
                  return CompletableFuture.completedFuture(null);
                }
              })
          .join();
      assertThat(socket.getSubprotocol()).isEqualTo("mqtt");
      socket.sendBinary(ByteBuffer.wrap(new byte[] {'h', 'i'}), true).join();
      assertThat(echoed.get(10, TimeUnit.SECONDS)).isEqualTo("hi");
      socket.abort();
    }

    @Test
    void flow_before_their_frame_is_whole() throws Exception {
      try (RawClient client = open()) {
        // A frame that announces 1 MiB, and five bytes of it.
        client.send(new byte[] {(byte) BINARY, (byte) 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0});
        client.send("first");
        assertFrame(client, BINARY, "first");
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 125, 126, 127, 65_535, 65_536, 70_001})
    void are_unmasked_whatever_their_number_and_however_they_arrive(int length) {
      byte[] payload = new byte[length];
      new Random(length).nextBytes(payload);
      byte[] frame = masked(payload, new byte[] {0x12, (byte) 0xFE, 0x56, 0});
      EmbeddedChannel whole = new EmbeddedChannel(new WebSocketFrames());
      whole.writeInbound(Unpooled.copiedBuffer(frame));
      assertThat(inbound(whole)).isEqualTo(payload);
      EmbeddedChannel pieces = new EmbeddedChannel(new WebSocketFrames());
      for (int from = 0; from < frame.length; from += 3) {
        pieces.writeInbound(Unpooled.copiedBuffer(frame, from, Math.min(3, frame.length - from)));
      }
      assertThat(inbound(pieces)).isEqualTo(payload);
    }

    private static byte[] masked(byte[] payload, byte[] mask) {
      ByteBuf frame = Unpooled.buffer().writeByte(BINARY);
      if (payload.length > 65_535) {
        frame.writeByte(0xFF).writeLong(payload.length);
      } else if (payload.length > 125) {
        frame.writeByte(0xFE).writeShort(payload.length);
      } else {
        frame.writeByte(0x80 | payload.length);
      }
      frame.writeBytes(mask);
      for (int i = 0; i < payload.length; i++) {
        frame.writeByte(payload[i] ^ mask[i % mask.length]);
      }
      return ByteBufUtil.getBytes(frame);
    }

    private static byte[] inbound(EmbeddedChannel channel) {
      ByteBuf all = Unpooled.buffer();
      for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
        all.writeBytes(next);
        next.release();
      }
      channel.finishAndReleaseAll();
      return ByteBufUtil.getBytes(all);
    }
  }

  /** What RFC 6455 forbids; the client is told with 1002, a protocol error. */
  @ParameterizedTest
  @CsvSource({
    "8201 78, a client's frame is not masked",
    "c280 00000000, a frame uses extensions that were not agreed on",
    "8380 00000000, a frame has the reserved opcode 3",
    "8b80 00000000, a frame has the reserved opcode 11",
    "8080 00000000, a frame continues a message that never began",
    "0280 00000000 8280 00000000, a new message begins before the last one ends",
    "0980 00000000, a control frame is fragmented",
    "89fe 00000000 0000, a control frame is longer than 125 bytes",
    "82ff ffffffffffffffff 00000000, a frame's length is negative"
  })
  void a_frame_that_may_not_be_ends_the_connection(String hex, String why) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    try (RawClient client = open()) {
      client.send(bytes);
      assertFrame(client, CLOSE, "\u0003\u00EA");
      client.awaitEnd();
    }
    EmbeddedChannel channel = new EmbeddedChannel(new WebSocketFrames());
    assertThatThrownBy(() -> channel.writeInbound(Unpooled.copiedBuffer(bytes))).hasMessage(why);
    channel.finishAndReleaseAll();
  }

  @Test
  void a_ping_is_answered_with_its_own_bytes() throws Exception {
    try (RawClient client = open()) {
      client.send(frame(PING, "now"));
      assertFrame(client, PONG, "now");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', none", "'\u0003\u00E8', 1000", "'10', 12592 as Java's device client sends it"})
  void a_close_is_a_normal_close_whatever_its_code(String payload, String what) throws Exception {
    try (RawClient client = open()) {
      client.send(frame(CLOSE, payload));
      assertFrame(client, CLOSE, "\u0003\u00E8");
      client.awaitEnd();
    }
  }

  @Test
  void the_protocol_behind_says_goodbye_before_it_ends() throws Exception {
    try (RawClient client = open()) {
      client.send(frame(BINARY, "Quit"));
      assertFrame(client, CLOSE, "\u0003\u00E8");
      client.awaitEnd();
    }
  }

  @Test
  void text_is_no_device_protocol() throws Exception {
    try (RawClient client = open()) {
      client.send(frame(0x81, "hello"));
      assertFrame(client, CLOSE, "\u0003\u00EB"); // 1003
      client.awaitEnd();
    }
  }

  @Test
  void a_hub_without_a_protocol_refuses_a_client_of_the_jdk() {
    assertThatThrownBy(() -> hub.client()
            .newWebSocketBuilder()
            .subprotocols("stomp")
            .buildAsync(
                URI.create("wss://127.0.0.1:" + hub.port() + TARGET), new WebSocket.Listener() {})
            .join())
        .isInstanceOf(CompletionException.class);
  }
}
