package io.twinhub.local.engine.compact.bytes;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/** Packs JSON values: one byte for the kind, the rest as short as the kind allows. */
public final class Values {
  /*
   * Kinds 0 to 10 are followed by what the constants below say. From SMALL on, the byte itself is a whole
   * number; from FREQUENT on, it is one of the first words, which are the ones that became frequent first.
   */
  public static final int NULL = 0;
  public static final int FALSE = 1;
  public static final int TRUE = 2;
  /** A signed number of variable length. */
  public static final int LONG = 3;
  /** Eight bytes. */
  public static final int DOUBLE = 4;
  /** The text of a decimal. */
  public static final int DECIMAL = 5;
  /** A text. */
  public static final int TEXT = 6;
  /** The number of a shared text. */
  public static final int WORD = 7;
  /** The length in bytes, the number of elements, the elements. */
  public static final int ARRAY = 8;
  /** The length in bytes, the number of the shape, the values. */
  public static final int SHAPED = 9;
  /** The length in bytes, the number of members, then each name with its value. */
  public static final int NAMED = 10;

  public static final int SMALL = 16;
  private static final int SMALL_COUNT = 128;
  public static final int FREQUENT = SMALL + SMALL_COUNT;
  private static final int FREQUENT_COUNT = 256 - FREQUENT;

  private final SharedTexts words;

  public Values(SharedTexts words) {
    this.words = words;
  }

  public void write(JsonValue value, PackedBytes out) {
    value.accept(new Writing(out));
  }

  private final class Writing implements JsonValue.Visitor<Boolean> {
    private static final boolean DONE = true;

    private final PackedBytes out;

    Writing(PackedBytes out) {
      this.out = out;
    }

    @Override
    public Boolean object(JsonObject value) {
      OptionalInt shape = words.shape(value.names());
      out.one(shape.isPresent() ? SHAPED : NAMED);
      int begin = out.begin();
      out.number(shape.orElse(value.size()));
      value.forEach((name, member) -> {
        if (shape.isEmpty()) {
          out.text(name);
        }
        member.accept(this);
      });
      out.end(begin);
      return DONE;
    }

    @Override
    public Boolean array(JsonArray value) {
      out.one(ARRAY);
      int begin = out.begin();
      out.number(value.elements().size());
      value.elements().forEach(element -> element.accept(this));
      out.end(begin);
      return DONE;
    }

    @Override
    public Boolean string(JsonString value) {
      text(value.value(), out);
      return DONE;
    }

    @Override
    public Boolean number(JsonNumber value) {
      Values.number(value, out);
      return DONE;
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

  /** Writes a text. */
  public void text(String text, PackedBytes out) {
    OptionalInt word = words.number(text);
    if (word.isEmpty()) {
      out.one(TEXT);
      out.text(text);
    } else if (word.getAsInt() < FREQUENT_COUNT) {
      out.one(FREQUENT + word.getAsInt());
    } else {
      out.one(WORD);
      out.number(word.getAsInt());
    }
  }

  public static void number(JsonNumber value, PackedBytes out) {
    if (value.isLong()) {
      whole(value.longValue(), out);
    } else if (Double.isFinite(value.doubleValue())
        && JsonNumber.of(value.doubleValue()).equals(value)) {
      out.one(DOUBLE);
      out.fixed(Double.doubleToRawLongBits(value.doubleValue()));
    } else {
      out.one(DECIMAL);
      out.text(value.exact().toString());
    }
  }

  public static void whole(long value, PackedBytes out) {
    if (value >= 0 && value < SMALL_COUNT) {
      out.one(SMALL + (int) value);
    } else {
      out.one(LONG);
      out.signed(value);
    }
  }

  public JsonValue read(PackedCursor in) {
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

  public static boolean isObject(int kind) {
    return kind == SHAPED || kind == NAMED;
  }

  /** Skips the value here. */
  public static void skip(PackedCursor in) {
    skip(in.one(), in);
  }

  /** Skips what follows the kind. */
  public static void skip(int kind, PackedCursor in) {
    switch (kind) {
      case LONG, WORD -> in.number();
      case DOUBLE -> in.skip(Long.BYTES);
      case DECIMAL, TEXT -> in.skipText();
      case ARRAY, SHAPED, NAMED -> in.skip(in.size());
      default -> {
        // The value consists of its kind alone.
      }
    }
  }

  /**
   * The value at a path within the value here; {@code from} is the first step that counts. Reads no more
   * than it needs.
   */
  public Optional<JsonValue> find(PackedCursor in, List<String> path, int from) {
    for (int i = from; i < path.size(); i++) {
      if (!enter(in, path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(read(in));
  }

  /** The member names of the object here, empty if the value is not an object; the cursor does not move. */
  public List<String> names(PackedCursor in) {
    PackedCursor object = in.other(in.at());
    int kind = object.one();
    if (!isObject(kind)) {
      return List.of();
    }
    object.number();
    int head = object.size();
    if (kind == SHAPED) {
      return words.shape(head).names();
    }
    List<String> names = new ArrayList<>(head);
    for (int i = 0; i < head; i++) {
      names.add(object.text());
      skip(object);
    }
    return names;
  }

  /** Skips the value here. If it is an object, {@code visitor} gets the position of each member's value. */
  public void eachMember(PackedCursor in, IntConsumer visitor) {
    int kind = in.one();
    if (!isObject(kind)) {
      skip(kind, in);
      return;
    }
    in.number();
    int head = in.size();
    int count = kind == SHAPED ? words.shape(head).size() : head;
    for (int i = 0; i < count; i++) {
      if (kind == NAMED) {
        in.skipText();
      }
      visitor.accept(i);
    }
  }

  /** Moves to the member of the object here; false if there is no such member. */
  public boolean enter(PackedCursor in, String name) {
    int kind = in.one();
    if (!isObject(kind)) {
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
