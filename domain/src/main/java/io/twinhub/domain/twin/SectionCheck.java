package io.twinhub.domain.twin;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Walks through content that a client wants to store, and refuses it at the first value or key that may not
 * be stored.
 */
final class SectionCheck {
  private static final char DELETE = 0x7f;

  private final TwinRules.Arrays arrays;
  private final boolean nullRemoves;

  private final Section section;

  /** The path from the section to the current place; Azure's messages leave the section out. */
  private final Deque<String> place = new ArrayDeque<>();

  private int arraysAround;

  SectionCheck(Section section, TwinRules.Arrays arrays, boolean nullRemoves) {
    this.arrays = arrays;
    this.nullRemoves = nullRemoves;
    this.section = section;
  }

  void check(JsonObject members) {
    checkMembers(members, 0);
  }

  private void checkMembers(JsonObject object, int depth) {
    object.forEach((name, value) -> {
      checkName(name);
      place.addLast(name);
      checkValue(value, depth);
      place.removeLast();
    });
  }

  private void checkValue(JsonValue value, int depth) {
    if (value == JsonNull.NULL) {
      if (!nullRemoves || arraysAround > 0) {
        throw new HubException(TwinError.nullValue(path()));
      }
    } else if (value instanceof JsonObject object) {
      checkDepth(depth + 1);
      checkMembers(object, depth + 1);
    } else if (value instanceof JsonArray array) {
      checkArray(array, depth + 1);
    } else if (value instanceof JsonString string) {
      int bytes = TwinSize.utf8Bytes(string.value(), true);
      if (bytes > TwinLimits.STRING_BYTES_MAX) {
        throw new HubException(TwinError.stringTooLong(path(), bytes));
      }
    } else if (value instanceof JsonNumber number) {
      checkNumber(number);
    }
  }

  private void checkArray(JsonArray array, int depth) {
    if (arrays == TwinRules.Arrays.REFUSE) {
      throw new HubException(TwinError.arrayRefused(path()));
    }
    checkDepth(depth);
    arraysAround++;
    for (int i = 0; i < array.elements().size(); i++) {
      place.addLast("[" + i + "]");
      checkValue(array.elements().get(i), depth);
      place.removeLast();
    }
    arraysAround--;
  }

  private void checkDepth(int depth) {
    if (depth > TwinLimits.DEPTH_MAX) {
      throw new HubException(TwinError.tooDeep(path()));
    }
  }

  private void checkNumber(JsonNumber number) {
    boolean inRange = number.isLong()
        ? number.longValue() >= TwinLimits.INTEGER_MIN
            && number.longValue() <= TwinLimits.INTEGER_MAX
        : !number.isInteger();
    if (!inRange) {
      throw new HubException(TwinError.integerOutOfRange(path(), number.toString()));
    }
  }

  private static boolean hasForbidden(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (isForbidden(name.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private void checkName(String name) {
    if (name.isEmpty() || hasForbidden(name)) {
      throw new HubException(TwinError.invalidKey(name));
    }
    int bytes = TwinSize.utf8Bytes(name, true);
    if (bytes > TwinLimits.KEY_BYTES_MAX) {
      throw new HubException(TwinError.keyTooLong(sectionAndPath(), bytes));
    }
  }

  private static boolean isForbidden(char c) {
    boolean common = c > '.' && c < DELETE;
    return !common && isForbiddenSign(c);
  }

  private static boolean isForbiddenSign(char c) {
    return Character.isISOControl(c) || c == '.' || c == '$' || c == '#' || c == ' ';
  }

  private String sectionAndPath() {
    return place.isEmpty() ? section.path() : section.path() + "." + path();
  }

  private String path() {
    return String.join(".", place);
  }
}
