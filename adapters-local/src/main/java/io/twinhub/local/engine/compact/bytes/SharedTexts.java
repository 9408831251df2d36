package io.twinhub.local.engine.compact.bytes;

import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts that many twins share, and the shapes of their objects, by number. Any thread may
 * add; what it adds is seen by whoever sees a twin that was published later.
 */
public final class SharedTexts {
  /*
   * A text becomes a word when it was seen often, not when it was seen first: else the ids of the first
   * twins would fill the table. Candidates stand in a small table by their hash; one that meets itself
   * gains a point, one that meets another loses one and goes at zero. A text that is seen once drives
   * nobody out for long, and one that every tenth twin has gets in (Misra and Gries, one counter a slot).
   * Hashes alone are kept: where two texts share one, the worst is a word that is seen seldom.
   * Several threads may count one text at once, and lose a point; nothing depends on it.
   */

  /** How many texts are shared at most. */
  static final int WORDS_MAX = 32 * 1024;

  /** How many shapes are shared at most; objects of others carry their names. */
  public static final int SHAPES_MAX = 8 * 1024;

  /** Longer texts are not shared, and wider objects carry their names, in characters and members. */
  static final int LENGTH_MAX = 64;

  private static final int SEEN_OFTEN = 4;
  private static final int SLOTS = 16 * 1024;
  private static final int START = 64;

  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<List<String>, Integer> shapeNumbers = new ConcurrentHashMap<>();
  private final int[] candidates = new int[SLOTS];
  private final int[] points = new int[SLOTS];

  private volatile JsonString[] words = new JsonString[START];
  private volatile JsonObject[] shapes = new JsonObject[START];

  /** The words as JSON text, and the names of the shapes, each with its colon. */
  private volatile byte[][] texts = new byte[START][];

  private volatile byte[][][] names = new byte[START][][];

  /** The number of a text, if it is a word or becomes one. */
  public OptionalInt number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return OptionalInt.of(known);
    }
    return isOften(text) ? OptionalInt.of(add(text)) : OptionalInt.empty();
  }

  private boolean isOften(String text) {
    if (text.length() > LENGTH_MAX || numbers.size() >= WORDS_MAX) {
      return false;
    }
    int hash = text.hashCode();
    int slot = Math.floorMod(hash * 31, SLOTS);
    if (candidates[slot] == hash) {
      points[slot]++;
      return points[slot] >= SEEN_OFTEN;
    }
    if (points[slot] > 0) {
      points[slot]--;
    } else {
      candidates[slot] = hash;
      points[slot] = 1;
    }
    return false;
  }

  private synchronized int add(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    JsonString[] all = number < words.length ? words : Arrays.copyOf(words, number * 2);
    all[number] = new JsonString(text);
    words = all;
    byte[][] allTexts = number < texts.length ? texts : Arrays.copyOf(texts, number * 2);
    allTexts[number] = JsonWriter.bytes(new JsonString(text));
    texts = allTexts;
    numbers.put(text, number);
    return number;
  }

  /** The word of a number that was given out. */
  public JsonString word(int number) {
    return words[number];
  }

  /** The word of a number that was given out, as JSON text; not to be written into. */
  public byte[] text(int number) {
    return texts[number];
  }

  /**
   * The number of the shape of an object with these names, if there is room for it and each name occurs
   * once.
   */
  public OptionalInt shape(List<String> members) {
    Integer known = shapeNumbers.get(members);
    if (known != null) {
      return OptionalInt.of(known);
    }
    return members.size() > LENGTH_MAX ? OptionalInt.empty() : addShape(members);
  }

  private synchronized OptionalInt addShape(List<String> members) {
    Integer known = shapeNumbers.get(members);
    if (known != null) {
      return OptionalInt.of(known);
    }
    JsonObject.Builder shape = JsonObject.builder();
    members.forEach(name -> shape.put(name, JsonNull.NULL));
    JsonObject object = shape.build();
    if (shapeNumbers.size() >= SHAPES_MAX || object.size() != members.size()) {
      return OptionalInt.empty();
    }
    int number = shapeNumbers.size();
    JsonObject[] all = number < shapes.length ? shapes : Arrays.copyOf(shapes, number * 2);
    all[number] = object;
    shapes = all;
    byte[][][] allNames = number < names.length ? names : Arrays.copyOf(names, number * 2);
    allNames[number] = object.names().stream().map(SharedTexts::withColon).toArray(byte[][]::new);
    names = allNames;
    shapeNumbers.put(object.names(), number);
    return OptionalInt.of(number);
  }

  private static byte[] withColon(String name) {
    byte[] quoted = JsonWriter.bytes(new JsonString(name));
    byte[] both = Arrays.copyOf(quoted, quoted.length + 1);
    both[quoted.length] = ':';
    return both;
  }

  /** The names of the shape of a number as JSON text, each with its colon; not to be written into. */
  public byte[][] names(int number) {
    return names[number];
  }

  /** An object of the shape of a number that was given out. */
  public JsonObject shape(int number) {
    return shapes[number];
  }
}
