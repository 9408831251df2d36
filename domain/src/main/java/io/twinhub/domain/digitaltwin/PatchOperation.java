package io.twinhub.domain.digitaltwin;

import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * One operation of a JSON Patch (RFC 6902).
 *
 * @param kind what to do
 * @param path where
 * @param value the new value; {@code null} for a removal
 */
public record PatchOperation(Kind kind, PatchPath path, JsonValue value) {

  /** What an operation does. Azure takes no others for digital twins. */
  public enum Kind {
    /** Sets a value, whether there is one or not. */
    ADD,
    /** Sets a value where there is one. */
    REPLACE,
    /** Takes a value away. */
    REMOVE;

    /** The spelling in a patch. */
    public String word() {
      return switch (this) {
        case ADD -> "add";
        case REPLACE -> "replace";
        case REMOVE -> "remove";
      };
    }

    /** The kind with this spelling. */
    public static Optional<Kind> find(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
  }

  /** An operation that takes a value away. */
  public static PatchOperation removing(PatchPath path) {
    return new PatchOperation(Kind.REMOVE, path, JsonNull.NULL);
  }
}
