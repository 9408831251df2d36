package io.twinhub.local.frontend.amqp.frame;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoded values, byte by byte: the described type 0x53 0x70 stands before each, as before every section. */
class TypeCheckTest {
  private final Symbols.Share symbols = new Symbols().newShare();

  private void check(String value) {
    TypeCheck.requireMessage(HexFormat.of().parseHex("005370" + value), symbols);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "40",
        "41",
        "42",
        "43",
        "44",
        "45", // null, true, false, 0, 0, list of none
        "5001",
        "5101",
        "5201",
        "5301",
        "5401",
        "5501",
        "5601",
        "600001",
        "610001",
        "7000000001",
        "7100000001",
        "7200000000",
        "7300000041",
        "800000000000000001",
        "810000000000000001",
        "820000000000000000",
        "830000000000000001",
        "9800112233445566778899aabbccddeeff",
        "a0020102",
        "a1026162",
        "a3026162",
        "b0000000020102",
        "b1000000026162",
        "b3000000026162",
        "c0020140",
        "c103024041",
        "d0000000050000000140",
        "d100000006000000024041",
        "e00402500001",
        "e0024040",
        "f00000000700000002500001",
        "e00602a301610162"
      })
  void lawful_values_pass(String hex) {
    assertThatCode(() -> check(hex)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01 | unknown type code 0x01",
        "4f | unknown type code 0x4f",
        "62 | unknown type code 0x62",
        "a2 | unknown type code 0xa2",
        "f1 | unknown type code 0xf1",
        "71000001 | a value ends before it is complete",
        "a1 | a value ends before it is complete",
        "b1000000 | a value ends before it is complete",
        "a10561 | a value announces 5 bytes where 1 are left",
        "b1ffffffff | a value announces 4294967295 bytes where 0 are left",
        "c0020240 | a value ends before it is complete",
        "c0ff01 | a value announces 255 bytes where 1 are left",
        "c003014041 | a value holds 1 bytes more than its elements",
        "d0000000047fffffff | a value ends before it is complete",
        "d1000000047fffffff | a value ends before it is complete",
        "e0024140 | array of 65 elements without bytes; the limit is 64",
        "f0000000057fffffff40 | array of 2147483647 elements without bytes; the limit is 64",
        "f0000000057fffffff50 | a value ends before it is complete",
        "b300000100 | a value announces 256 bytes where 0 are left"
      })
  void unlawful_values_are_named(String hex, String reason) {
    assertThatThrownBy(() -> check(hex)).isInstanceOf(ProtocolViolation.class).hasMessage(reason);
  }

  @Test
  void values_are_nested_24_deep_at_the_most() {
    assertThatCode(() -> check(nested(24))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(nested(25))).hasMessage("values are nested more than 24 deep");
    assertThatThrownBy(() -> check("00".repeat(60_000)))
        .hasMessage("values are nested more than 24 deep");
  }

  /** A list in a list in a list. */
  private static String nested(int lists) {
    String value = "40";
    for (int i = 0; i < lists; i++) {
      value = "d0%08x00000001%s".formatted(4 + value.length() / 2, value);
    }
    return value;
  }

  @Test
  void long_symbols_are_refused() {
    assertThatThrownBy(() -> check("b300000100" + "61".repeat(256)))
        .hasMessage("symbol of 256 bytes; the limit is 255");
  }

  @Test
  void a_frame_ends_with_its_performative_or_goes_on_with_a_payload() {
    String head = "0000000c02000000";
    for (String frame : List.of(head + "00537040", head + "00537040ffff", "0000000802000000")) {
      assertThatCode(() -> TypeCheck.requireFrame(
              Unpooled.wrappedBuffer(HexFormat.of().parseHex(frame)), symbols))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void a_message_is_sections_to_its_last_byte() {
    assertThatThrownBy(() -> check("40" + "40"))
        .hasMessage("a frame or section does not begin with a described type");
  }

  @Test
  void symbols_are_counted_once_for_each_connection_and_for_all() {
    Symbols all = new Symbols();
    for (int connection = 0; connection < 50; connection++) {
      Symbols.Share share = all.newShare();
      for (int i = 0; i < 200; i++) {
        share.require("symbol-%d-%d".formatted(connection, i));
        share.require("symbol-%d-%d".formatted(connection, i));
      }
      assertThatThrownBy(() -> share.require("one more"))
          .hasMessage("more than 200 symbols that no client uses");
    }
    all.newShare().require("symbol-3-7");
    assertThatThrownBy(() -> all.newShare().require("one more"))
        .hasMessage("an unknown symbol, and clients sent 10000 different ones already");
  }
}
