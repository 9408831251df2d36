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
 * Numbers for the texts that many twins share, and for the shapes of their objects, which are lists of
 * member names. Any thread may add; whoever sees a twin that was published later sees what was added.
 */
public final class SharedTexts {
  /*
   * A text becomes a word when it has been seen often, not when it is first seen: otherwise the ids of the
   * first twins would fill the table. A small table holds one candidate per slot, by its hash; the same
   * text adds a point, another text removes one, and at zero points the candidate is replaced. A text that
   * is seen once displaces nothing for long, and one that every tenth twin has gets in (Misra and Gries,
   * one counter per slot). Only hashes are kept: if two texts share one, the worst outcome is a word that
   * is rarely seen. Several threads may count one text at once and lose a point; nothing depends on it.
   */

  /** The maximum number of shared texts. */
  static final int WORDS_MAX = 32 * 1024;

  /** The maximum number of shared shapes; objects of any other shape carry their names. */
  public static final int SHAPES_MAX = 8 * 1024;

  /** The longest text that is shared, in characters, and the most members of a shared shape. */
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

  /** The words as JSON text; below, the names of each shape, each followed by a colon. */
  private volatile byte[][] texts = new byte[START][];

  private volatile byte[][][] names = new byte[START][][];

  /** The number of a text, if it is a word or becomes one now. */
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

  /** The word with this number. */
  public JsonString word(int number) {
    return words[number];
  }

  /** The word with this number as JSON text; not to be modified. */
  public byte[] text(int number) {
    return texts[number];
  }

  /** The number of the shape with these member names, if there is room for it and no name occurs twice. */
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

  /** The names of the shape with this number as JSON text, each followed by a colon; not to be modified. */
  public byte[][] names(int number) {
    return names[number];
  }

  /** An object of the shape with this number. */
  public JsonObject shape(int number) {
    return shapes[number];
  }
}
