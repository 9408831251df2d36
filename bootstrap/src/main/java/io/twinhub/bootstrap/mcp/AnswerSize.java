package io.twinhub.bootstrap.mcp;

import io.twinhub.domain.json.JsonValue;
import java.util.List;

/** How large an answer may be. */
public final class AnswerSize {
  /**
   * The longest answer, in characters of JSON. Source: clients warn at about 10,000 tokens, of which one is about
   * four characters.
   */
  public static final int MAX = 40_000;

  /** Room for what stands around a list in an answer, in characters. */
  private static final int FRAME = 500;

  private AnswerSize() {}

  /** Whether an answer may hold this. */
  public static boolean fits(JsonValue value) {
    return length(value) <= MAX;
  }

  /** The length of a value, in characters of JSON. */
  public static int length(JsonValue value) {
    return value.toString().length();
  }

  /** How many of these an answer may hold, beginning with the first; at least one. */
  public static int fitting(List<? extends JsonValue> values) {
    int used = FRAME;
    int count = 0;
    for (JsonValue value : values) {
      used += length(value) + 1;
      if (used > MAX && count > 0) {
        return count;
      }
      count++;
    }
    return count;
  }
}
