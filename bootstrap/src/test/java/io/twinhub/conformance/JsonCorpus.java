package io.twinhub.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Texts that a JSON reader may meet and few programs write: lawful ones at the edge, and all kinds of broken
 * ones. By name, as bytes.
 */
public final class JsonCorpus {
  private static final String[] NUMBERS = {
    "1e1000",
    "1e1001",
    "1e-1000",
    "1e-1001",
    "1e2147483646",
    "1e2147483647",
    "100e2147483647",
    "1e2147483648",
    "1e-2147483647",
    "1e-2147483648",
    "0.001e-2147483647",
    "1e99999999999",
    "1e-99999999999",
    "-1e99999999999",
    "0e99999999999",
    "1e9223372036854775808",
    "1e308",
    "1e309",
    "5e-324",
    "1e-400",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "2147483648",
    "1.5",
    "0.1234567890123456789012345678901234567",
    "-0",
    "-0.0",
    "01",
    "+1",
    ".5",
    "1.",
    "1e",
    "1e+",
    "--1",
    "0x10",
    "1_000",
    "1d",
    "NaN",
    "Infinity",
    "-Infinity"
  };

  private static final String[] STRINGS = {
    "\"\"",
    "\"\\u0000\"",
    "\"\\uD83D\"",
    "\"\\uDE00\\uD83D\"",
    "\"\\uD83D\\uDE00\"",
    "\"\\u12\"",
    "\"\\uZZZZ\"",
    "\"\\x41\"",
    "\"open",
    "\"tab\tin it\"",
    "\"line\nin it\"",
    "\"\\",
    "'single'",
    "\"%\"",
    "\"%zz%00\"",
    "\"../../etc/passwd\"",
    "\"\\u2028\\u2029\""
  };

  private static final String[] SHAPES = {
    "",
    " ",
    "\n",
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "[{}]",
    "[1,\"a\",null,{}]",
    "{\"a\":1,\"a\":2}",
    "{\"\":1}",
    "{\"$version\":1}",
    "{\"$version\":\"x\",\"$metadata\":[]}",
    "{\"a.b\":{\"c d\":1},\"$x\":2}",
    "{\"__proto__\":{}}",
    "{\"\\uD83D\":1}",
    "{\"\\u0000\":1}",
    "{\"a\":}",
    "{\"a\"}",
    "{\"a\":1,}",
    "{a:1}",
    "{\"a\":1",
    "{",
    "[",
    "[1,]",
    "[,1]",
    "]",
    "}",
    ",",
    ":",
    "1 2",
    "{}{}",
    "tru",
    "nul",
    "/* remark */ {}",
    "// remark\n{}",
    "# remark\n{}",
    "<a/>",
    "undefined"
  };

  private static final String[] BYTES_IN_HEX = {
    "ff",
    "00",
    "efbbbf7b7d", // a mark of byte order, then an object
    "efbbbf",
    "feff007b007d", // UTF-16
    "fffe7b007d00",
    "007b007d",
    "7b007d00",
    "0000feff0000007b0000007d", // UTF-32
    "0000007b0000007d",
    "7b0000007d000000",
    "0000feff7fffffff",
    "22c08022", // a zero in two bytes
    "22eda08022", // half a surrogate pair
    "22f490808022", // beyond the last character
    "22e28222", // a character that is cut off
    "22e282",
    "22f8888080802200",
    "7b22ff223a317d", // a name that is not UTF-8
    "7b2261223a22ff227d",
    "1f8b0800000000000003abae050043bfa6a302000000" // gzip
  };

  private static final int DEEP = 100_000;
  private static final int DEPTH_MAX = 64;
  private static final int LONG = 20_000;

  private JsonCorpus() {}

  /** All texts, by name. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> corpus = new LinkedHashMap<>();
    BiConsumer<String, String> text =
        (name, value) -> corpus.put(name, value.getBytes(StandardCharsets.UTF_8));
    for (String[] group : new String[][] {NUMBERS, STRINGS, SHAPES}) {
      for (String value : group) {
        text.accept("'" + value + "'", value);
      }
    }
    for (String hex : BYTES_IN_HEX) {
      corpus.put("bytes " + hex, HexFormat.of().parseHex(hex));
    }
    text.accept("400 digits", "9".repeat(400));
    text.accept("401 digits", "9".repeat(401));
    text.accept("100,000 digits", "9".repeat(DEEP));
    text.accept("400 digits after the point", "0." + "0".repeat(397) + "1");
    text.accept("an exponent of 390 digits", "1e" + "9".repeat(390));
    text.accept("a name of 20,000 characters", "{\"" + "n".repeat(LONG) + "\":1}");
    text.accept("a string of 20,000 characters", "\"" + "s".repeat(LONG) + "\"");
    text.accept("20,000 elements", "[" + "1,".repeat(LONG) + "1]");
    for (int depth : new int[] {DEPTH_MAX - 1, DEPTH_MAX, DEPTH_MAX + 1, DEEP}) {
      text.accept("arrays, %d deep".formatted(depth), "[".repeat(depth) + "]".repeat(depth));
      text.accept(
          "objects, %d deep".formatted(depth), "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
      text.accept("open arrays, %d deep".formatted(depth), "[".repeat(depth));
    }
    return corpus;
  }

  /** {@code template}, in which each {@code @} is replaced by {@code value}. */
  public static byte[] in(String template, byte[] value) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Charset utf8 = StandardCharsets.UTF_8;
    String[] parts = template.split("@", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        text.writeBytes(value);
      }
      text.writeBytes(parts[i].getBytes(utf8));
    }
    return text.toByteArray();
  }
}
