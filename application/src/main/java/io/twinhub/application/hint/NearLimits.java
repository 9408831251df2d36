package io.twinhub.application.hint;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.twin.Section;
import io.twinhub.domain.twin.TwinLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notices values and sections that are close to the size that they may have. */
final class NearLimits {
  /** From which part of a limit on something is close to it, in percent; a hub setting. */
  static final int PERCENT = 90;

  private static final int HUNDRED = 100;

  /** The most bytes that a character of a Java string takes in UTF-8. */
  private static final int CHARACTER_BYTES_MAX = 3;

  private NearLimits() {}

  /** Whether {@code bytes} are close to {@code max}. */
  static boolean isNear(int bytes, int max) {
    return (long) bytes * HUNDRED >= (long) max * PERCENT;
  }

  /** The hint about a section, if it is close to its limit. */
  static Optional<Hint> section(Section section, JsonObject values) {
    int bytes = section.size(values);
    return isNear(bytes, section.sizeMax())
        ? Optional.of(hint(
            section.path(),
            bytes,
            section.sizeMax(),
            "Remove what is not needed, before a write is refused"))
        : Optional.empty();
  }

  /** The hints about the texts in what is written to a section. */
  static List<Hint> texts(Section section, JsonObject written) {
    if (!hasLong(section, written)) {
      return List.of(); // as nearly always, and then no path is made
    }
    List<Hint> hints = new ArrayList<>();
    collect(section, section.path(), written, hints);
    return hints;
  }

  private static boolean hasLong(Section section, JsonValue value) {
    if (value instanceof JsonString text) {
      return isLong(section, text);
    }
    if (value instanceof JsonObject object) {
      for (int i = 0; i < object.size(); i++) {
        if (hasLong(section, object.valueAt(i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static void collect(Section section, String path, JsonValue value, List<Hint> hints) {
    if (value instanceof JsonObject object) {
      object.forEach((name, inner) -> collect(section, path + "." + name, inner, hints));
    } else if (value instanceof JsonString text && isLong(section, text)) {
      hints.add(hint(
          path,
          section.size(text),
          TwinLimits.STRING_BYTES_MAX,
          "Shorten it, or split it over several properties"));
    }
  }

  private static boolean isLong(Section section, JsonString text) {
    return isNear(text.value().length() * CHARACTER_BYTES_MAX, TwinLimits.STRING_BYTES_MAX)
        && isNear(section.size(text), TwinLimits.STRING_BYTES_MAX);
  }

  private static Hint hint(String path, int bytes, int max, String advice) {
    return new Hint(
        Hint.Kind.NEAR_LIMIT,
        "%s has %d of at most %d bytes. %s".formatted(path, bytes, max, advice));
  }
}
