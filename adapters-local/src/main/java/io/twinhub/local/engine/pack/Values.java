package io.twinhub.local.engine.pack;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** JSON values as bytes: one for what kind, the rest as short as the kind allows. */
final class Values {
  /*
   * Kinds 0 to 10 are followed by what the table below says; from SMALL on the byte is a whole number,
   * from FREQUENT on one of the first words, which came first because they were seen often first.
   */
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  /** A signed number of variable length. */
  private static final int LONG = 3;
  /** Eight bytes. */
  private static final int DOUBLE = 4;
  /** The text of a decimal. */
  private static final int DECIMAL = 5;
  /** A text. */
  private static final int TEXT = 6;
  /** The number of a word. */
  private static final int WORD = 7;
  /** Length in bytes, count, elements. */
  private static final int ARRAY = 8;
  /** Length in bytes, number of the shape, values. */
  private static final int SHAPED = 9;
  /** Length in bytes, count, names and values in turn. */
  private static final int NAMED = 10;

  private static final int SMALL = 16;
  private static final int SMALL_COUNT = 128;
  private static final int FREQUENT = SMALL + SMALL_COUNT;
  private static final int FREQUENT_COUNT = 256 - FREQUENT;

  private final Words words;

  Values(Words words) {
    this.words = words;
  }

  void write(JsonValue value, PackedBytes out) {
    value.accept(new Writing(out));
  }

  private final class Writing implements JsonValue.Visitor<Boolean> {
    private static final boolean DONE = true;

    private final PackedBytes out;

    Writing(PackedBytes out) {
      this.out = out;
    }

    private void within(int kind, PackedBytes content) {
      out.one(kind);
      out.nested(content);
    }

    @Override
    public Boolean object(JsonObject value) {
      PackedBytes content = new PackedBytes();
      Writing inner = new Writing(content);
      OptionalInt shape = words.shape(value);
      content.number(shape.orElse(value.size()));
      for (String name : value.names()) {
        if (shape.isEmpty()) {
          content.text(name);
        }
        value.find(name).orElseThrow().accept(inner);
      }
      within(shape.isPresent() ? SHAPED : NAMED, content);
      return DONE;
    }

    @Override
    public Boolean array(JsonArray value) {
      PackedBytes content = new PackedBytes();
      Writing inner = new Writing(content);
      content.number(value.elements().size());
      value.elements().forEach(element -> element.accept(inner));
      within(ARRAY, content);
      return DONE;
    }

    @Override
    public Boolean string(JsonString value) {
      OptionalInt word = words.number(value);
      if (word.isEmpty()) {
        out.one(TEXT);
        out.text(value.value());
      } else if (word.getAsInt() < FREQUENT_COUNT) {
        out.one(FREQUENT + word.getAsInt());
      } else {
        out.one(WORD);
        out.number(word.getAsInt());
      }
      return DONE;
    }

    @Override
    public Boolean number(JsonNumber value) {
      if (value.isLong()) {
        whole(value.longValue());
      } else if (Double.isFinite(value.doubleValue())
          && JsonNumber.of(value.doubleValue()).equals(value)) {
        out.one(DOUBLE);
        out.fixed(Double.doubleToRawLongBits(value.doubleValue()));
      } else {
        out.one(DECIMAL);
        out.text(value.exact().toString());
      }
      return DONE;
    }

    private void whole(long value) {
      if (value >= 0 && value < SMALL_COUNT) {
        out.one(SMALL + (int) value);
      } else {
        out.one(LONG);
        out.signed(value);
      }
    }

    @Override
    public Boolean bool(JsonBool value) {
      out.one(value.value() ? TRUE : FALSE);
      return DONE;
    }

    @Override
    public Boolean nothing(JsonNull value) {
      out.one(NULL);
      return DONE;
    }
  }

  JsonValue read(PackedCursor in) {
    int kind = in.one();
    if (kind >= FREQUENT) {
      return words.word(kind - FREQUENT);
    }
    if (kind >= SMALL) {
      return JsonNumber.of(kind - SMALL);
    }
    return switch (kind) {
      case NULL -> JsonNull.NULL;
      case FALSE -> JsonBool.FALSE;
      case TRUE -> JsonBool.TRUE;
      case LONG -> JsonNumber.of(in.signed());
      case DOUBLE -> JsonNumber.of(Double.longBitsToDouble(in.fixed()));
      case DECIMAL -> JsonNumber.of(new BigDecimal(in.text()));
      case TEXT -> new JsonString(in.text());
      case WORD -> words.word(in.size());
      case ARRAY -> array(in);
      case SHAPED -> shaped(in);
      case NAMED -> named(in);
      default -> throw new IllegalStateException("kind " + kind);
    };
  }

  private JsonArray array(PackedCursor in) {
    in.number();
    JsonValue[] elements = new JsonValue[in.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = read(in);
    }
    return new JsonArray(List.of(elements));
  }

  private JsonObject shaped(PackedCursor in) {
    in.number();
    JsonObject shape = words.shape(in.size());
    JsonValue[] values = new JsonValue[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(in);
    }
    return values.length == 0 ? JsonObject.EMPTY : shape.withValues(values);
  }

  private JsonObject named(PackedCursor in) {
    in.number();
    JsonObject.Builder members = JsonObject.builder();
    for (int left = in.size(); left > 0; left--) {
      members.put(in.text(), read(in));
    }
    return members.build();
  }

  private static void skip(PackedCursor in) {
    int kind = in.one();
    switch (kind) {
      case LONG, WORD -> in.number();
      case DOUBLE -> in.skip(Long.BYTES);
      case DECIMAL, TEXT -> in.skipText();
      case ARRAY, SHAPED, NAMED -> in.skip(in.size());
      default -> {
        // All of it was the kind.
      }
    }
  }

  /** The value at the end of the path, from {@code from} on, in the value here; reads what it must. */
  Optional<JsonValue> find(PackedCursor in, List<String> path, int from) {
    for (int i = from; i < path.size(); i++) {
      if (!enter(in, path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(read(in));
  }

  /** Goes to the member of the object here; false if there is none. */
  private boolean enter(PackedCursor in, String name) {
    int kind = in.one();
    if (kind != SHAPED && kind != NAMED) {
      return false;
    }
    in.number();
    int head = in.size();
    if (kind == SHAPED) {
      int place = words.shape(head).names().indexOf(name);
      for (int i = 0; i < place; i++) {
        skip(in);
      }
      return place >= 0;
    }
    for (int i = 0; i < head; i++) {
      if (in.text().equals(name)) {
        return true;
      }
      skip(in);
    }
    return false;
  }
}
