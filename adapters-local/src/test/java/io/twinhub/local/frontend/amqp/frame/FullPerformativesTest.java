package io.twinhub.local.frontend.amqp.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Performatives with all of their fields. Source: events.md 3. */
class FullPerformativesTest {
  private static final String HEADER = "414d515000010000";

  private static String frame(String body) {
    return "%08x02000000%s".formatted(8 + body.length() / 2, body);
  }

  private static String written(String... pieces) {
    StringBuilder out = new StringBuilder();
    UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    FullPerformatives full = new FullPerformatives(memory, bytes -> {
      out.append(ByteBufUtil.hexDump(bytes));
      bytes.release();
    });
    for (String piece : pieces) {
      byte[] bytes = ByteBufUtil.decodeHexDump(piece);
      ByteBuf buffer = memory.buffer(Math.max(1, bytes.length));
      full.take(buffer.writeBytes(bytes));
    }
    full.release();
    assertThat(memory.metric().usedHeapMemory()).isZero();
    return out.toString();
  }

  /** Each performative with its first field only, or none. */
  @ParameterizedTest
  @CsvSource({
    "005310c00401a10161, 10",
    "005311c00401600001, 8",
    "005312c00401a10161, 14",
    "005313c0020143, 11",
    "005314c0020143, 11",
    "005315c0020141, 6",
    "005316c0020143, 3",
    "00531745, 1",
    "00531845, 1",
    "005318d00000000400000000, 1"
  })
  void each_performative_gets_all_of_its_fields(String hex, int fields) {
    String full = written(frame(hex));
    ByteBuf list = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(full)).skipBytes(8 + 3);
    assertThat(list.readUnsignedByte()).isEqualTo((short) 0xd0);
    assertThat(list.readInt()).isEqualTo(list.readableBytes());
    assertThat(list.readInt()).isEqualTo(fields);
    assertThat(full.length() / 2).isEqualTo(Integer.parseInt(full.substring(0, 8), 16));
    assertThat((full.length() - frame(hex).length()) / 2)
        .isLessThanOrEqualTo(FullPerformatives.GROWTH_BYTES_MAX);
  }

  @Test
  void a_begin_without_handle_max_says_its_default() {
    assertThat(written(frame("005311c00704600001434343")))
        .isEqualTo(frame("005311d00000001200000008600001434343" + "70ffffffff" + "404040"));
  }

  @Test
  void the_payload_of_a_transfer_stays_behind_it() {
    String payload = "005375a0025858";
    assertThat(written(frame("005314c0060343" + "43" + "a00100" + payload)))
        .isEqualTo(frame("005314d0000000110000000b4343a00100" + "40".repeat(8) + payload));
  }

  static Stream<Arguments> untouched() {
    return Stream.of(
        Arguments.of(HEADER),
        Arguments.of("0000000802000000"), // an empty frame
        Arguments.of("0000000c02010000" + "005344c0"), // SASL
        Arguments.of(frame("005316c00403434140")),
        Arguments.of(frame("005399c0020143"))); // unknown
  }

  @ParameterizedTest
  @MethodSource("untouched")
  void what_is_complete_or_no_performative_stays_as_it_is(String piece) {
    assertThat(written(piece)).isEqualTo(piece);
  }

  @Test
  void frames_may_be_cut_anywhere() {
    String all = HEADER + frame("005310c00401a10161") + "0000000802000000" + frame("00531845");
    String whole = written(all);
    IntStream.range(1, all.length() / 2)
        .forEach(at ->
            assertThat(written(all.substring(0, 2 * at), all.substring(2 * at))).isEqualTo(whole));
    assertThat(written(Stream.of(all.split("(?<=\\G..)")).toArray(String[]::new)))
        .isEqualTo(whole);
  }
}
