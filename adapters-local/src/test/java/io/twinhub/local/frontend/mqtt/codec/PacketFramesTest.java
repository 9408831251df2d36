package io.twinhub.local.frontend.mqtt.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.twinhub.local.frontend.net.ByteBudget;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where packets begin and end, and how large they may be. Source: MQTT 3.1.1, section 2.2. */
class PacketFramesTest {
  private static final String CONNECT = "100100";

  private final ByteBudget budget = new ByteBudget(PacketFrames.PACKET_BYTES_MAX + 4);
  private final EmbeddedChannel channel = new EmbeddedChannel(new PacketFrames(budget));

  @AfterEach
  void release() {
    channel.finishAndReleaseAll();
  }

  @Test
  void packets_come_out_one_by_one_however_they_came_in() {
    byte[] stream = HexFormat.of().parseHex(CONNECT + "c000" + "e000");
    channel.writeInbound(Unpooled.wrappedBuffer(stream));
    assertThat(read()).containsExactly(CONNECT, "c000", "e000");

    for (byte octet : HexFormat.of().parseHex("c000" + "3003000161")) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {octet}));
    }
    assertThat(read()).containsExactly("c000", "3003000161");
  }

  @Test
  void a_remaining_length_takes_one_to_four_bytes() {
    write(CONNECT);
    write("30" + "7f" + "00".repeat(127));
    write("30" + "8001" + "00".repeat(128));
    write("30" + "808001" + "00".repeat(16_384));
    write("30" + "c0808000"); // 64 in four bytes: clumsy, and not forbidden
    write("00".repeat(64));
    assertThat(read()).extracting(String::length).containsExactly(6, 258, 262, 32_776, 138);
  }

  @Test
  void nothing_comes_out_before_a_packet_is_whole() {
    write(CONNECT);
    read();
    write("30");
    write("80");
    write("01");
    write("00".repeat(127));
    assertThat(read()).isEmpty();
    write("00");
    assertThat(read()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "c0", "00", "f0", "16", "47", "e0"})
  void the_first_packet_must_be_connect_and_one_byte_tells(String firstByte) {
    write(firstByte);
    assertThat(read()).containsExactly("the first packet is not CONNECT (MQTT-3.1.0-1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"30ffffffff", "30ffffff80", "3080808080"})
  void a_remaining_length_of_five_bytes_is_malformed(String header) {
    write(CONNECT);
    read();
    write(header);
    assertThat(read())
        .containsExactly("malformed remaining length: more than 4 bytes (MQTT 2.2.3)");
  }

  @ParameterizedTest
  @CsvSource({
    "10 fc7f, packet of type 1 has 16380 bytes; the limit is 16379",
    "82 8140, packet of type 8 has 8193 bytes; the limit is 8192",
    "a2 8140, packet of type 10 has 8193 bytes; the limit is 8192",
    "30 848014, packet of type 3 has 327684 bytes; the limit is 327683",
    "30 ffffff7f, packet of type 3 has 268435455 bytes; the limit is 327683"
  })
  void a_packet_too_large_for_its_kind_is_refused_before_its_body_comes(
      String header, String reason) {
    write(CONNECT);
    read();
    write(header.replace(" ", ""));
    assertThat(read()).containsExactly(reason);
  }

  @Test
  void the_largest_packet_comes_out() {
    write(CONNECT);
    read();
    write("30838014" + "00".repeat(327_683));
    assertThat(read()).extracting(String::length).containsExactly(2 * (4 + 327_683));
  }

  @Test
  void a_large_packet_takes_room_until_it_is_whole() {
    write(CONNECT);
    write("30838014" + "00".repeat(100));
    assertThat(budget.held()).isEqualTo(4 + 327_683);
    write("00".repeat(327_683 - 100));
    assertThat(budget.held()).isZero();
    write("3080ff00" + "00".repeat(10)); // 16,256 bytes: small
    assertThat(budget.held()).isZero();
  }

  @Test
  void a_large_packet_for_which_there_is_no_room_is_refused() {
    assertThat(budget.newClaim().resize(1)).isTrue();
    write(CONNECT);
    read();
    write("30838014");
    assertThat(read())
        .containsExactly(
            "the hub is busy with large packets and has no room for one of 327687 bytes");
  }

  @Test
  void a_large_packet_must_be_whole_within_thirty_seconds() {
    channel.freezeTime();
    write(CONNECT);
    read();
    write("30838014");
    channel.advanceTimeBy(PacketFrames.PACKET_SECONDS_MAX, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(read())
        .containsExactly("a packet of 327687 bytes was not complete within 30 seconds");
    assertThat(budget.held()).isZero();
  }

  @Test
  void the_room_of_a_large_packet_is_given_back_when_the_connection_ends() {
    write(CONNECT);
    write("30838014");
    channel.finishAndReleaseAll();
    assertThat(budget.held()).isZero();
  }

  @Test
  void after_a_refusal_nothing_comes_out() {
    write("c000" + CONNECT);
    write(CONNECT);
    assertThat(read()).containsExactly("the first packet is not CONNECT (MQTT-3.1.0-1)");
  }

  private void write(String hex) {
    channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
  }

  /** Packets in hexadecimal digits, refusals in words. */
  private List<String> read() {
    List<String> out = new ArrayList<>();
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      if (next instanceof ByteBuf packet) {
        out.add(ByteBufUtil.hexDump(packet));
        packet.release();
      } else {
        out.add(String.valueOf(((MqttMessage) next).decoderResult().cause().getMessage()));
      }
    }
    return out;
  }
}
