package io.twinhub.local.engine.compact.text;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.bytes.PackedCursor;
import io.twinhub.local.engine.compact.bytes.SharedTexts;
import io.twinhub.local.engine.compact.bytes.Values;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Writes packed values as JSON text without making objects of them. */
public final class ValueText {
  private static final byte[] NULL = ascii("null");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] TRUE = ascii("true");

  private final SharedTexts words;

  public ValueText(SharedTexts words) {
    this.words = words;
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The text in quotes, with escapes where they are needed. */
  public static byte[] quoted(String text) {
    return JsonWriter.bytes(new JsonString(text));
  }

  public static void quoted(String text, PackedBytes out) {
    if (isPlain(text)) {
      out.one('"');
      out.raw(ascii(text));
      out.one('"');
    } else {
      out.raw(quoted(text));
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!PackedCursor.isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Writes a member. */
  public static void member(byte[] name, String text, PackedBytes out) {
    out.raw(name);
    quoted(text, out);
  }

  /** Writes a member, if it has a value. */
  public static void member(byte[] name, Optional<String> text, PackedBytes out) {
    text.ifPresent(value -> member(name, value, out));
  }

  /** Writes a member. */
  public static void member(byte[] name, boolean flag, PackedBytes out) {
    out.raw(name);
    out.raw(flag ? TRUE : FALSE);
  }

  /** Writes a member. */
  public static void member(byte[] name, long number, PackedBytes out) {
    out.raw(name);
    digits(number, out);
  }

  /** Writes texts as an array. */
  public static void array(List<String> texts, PackedBytes out) {
    out.one('[');
    for (int i = 0; i < texts.size(); i++) {
      if (i > 0) {
        out.one(',');
      }
      quoted(texts.get(i), out);
    }
    out.one(']');
  }

  public static void digits(long number, PackedBytes out) {
    out.digits(number);
  }

  /** Writes the text at the cursor. */
  public void text(PackedCursor in, PackedBytes out) {
    int length = in.plainLength();
    if (length < 0) {
      out.raw(quoted(in.text()));
      return;
    }
    out.one('"');
    in.copy(length, out);
    out.one('"');
  }

  /** Writes the value at the cursor. */
  public void write(PackedCursor in, PackedBytes out) {
    int kind = in.one();
    if (kind >= Values.FREQUENT) {
      out.raw(words.text(kind - Values.FREQUENT));
      return;
    }
    if (kind >= Values.SMALL) {
      digits((long) kind - Values.SMALL, out);
      return;
    }
    switch (kind) {
      case Values.NULL -> out.raw(NULL);
      case Values.FALSE -> out.raw(FALSE);
      case Values.TRUE -> out.raw(TRUE);
      case Values.LONG -> digits(in.signed(), out);
      case Values.DOUBLE -> out.raw(ascii(Double.toString(Double.longBitsToDouble(in.fixed()))));
      case Values.DECIMAL -> number(JsonNumber.of(new BigDecimal(in.text())), out);
      case Values.TEXT -> text(in, out);
      case Values.WORD -> out.raw(words.text(in.size()));
      case Values.ARRAY -> array(in, out);
      case Values.SHAPED, Values.NAMED -> {
        out.one('{');
        members(kind, in, out);
        out.one('}');
      }
      default -> throw new IllegalStateException("kind " + kind);
    }
  }

  private static void number(JsonNumber number, PackedBytes out) {
    out.raw(ascii(number.toString()));
  }

  private void array(PackedCursor in, PackedBytes out) {
    in.number();
    int count = in.size();
    out.one('[');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.one(',');
      }
      write(in, out);
    }
    out.one(']');
  }

  /** Whether the object at the cursor has no members; the cursor does not move. */
  public boolean isEmptyObject(PackedCursor in) {
    int start = in.at();
    int kind = in.one();
    in.number();
    int head = in.size();
    in.go(start);
    return (kind == Values.SHAPED ? words.names(head).length : head) == 0;
  }

  /** Writes the members of the object at the cursor, without its braces; returns whether there are any. */
  public boolean members(PackedCursor in, PackedBytes out) {
    return members(in.one(), in, out);
  }

  private boolean members(int kind, PackedCursor in, PackedBytes out) {
    in.number();
    int head = in.size();
    byte[][] names = kind == Values.SHAPED ? words.names(head) : new byte[0][];
    int count = kind == Values.SHAPED ? names.length : head;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.one(',');
      }
      if (kind == Values.SHAPED) {
        out.raw(names[i]);
      } else {
        text(in, out);
        out.one(':');
      }
      write(in, out);
    }
    return count > 0;
  }
}
