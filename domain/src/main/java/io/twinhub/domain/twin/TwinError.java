package io.twinhub.domain.twin;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.twin.property.Version;

/**
 * Refusals that concern the content of a twin. Where a text of the service is known it is used; the
 * place and the measure are added.
 */
public sealed interface TwinError extends HubError {

  /** How much of a client's own text a message repeats, in characters. */
  int SHOWN_MAX = 200;

  @Override
  default ErrorCode code() {
    return ErrorCode.ARGUMENT_INVALID;
  }

  /** A text cut to what a message may repeat. */
  private static String shown(String text) {
    return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
  }

  /** The client's etag is not the current one. */
  record EtagMismatch(String presented, Etag current) implements TwinError {
    @Override
    public ErrorCode code() {
      return ErrorCode.PRECONDITION_FAILED;
    }

    @Override
    public String message() {
      return "if-match was %s, but the twin's etag is %s; read the twin again and repeat the patch"
          .formatted(shown(presented), current);
    }
  }

  /** The device's expected version is not the current one. */
  record VersionMismatch(Version presented, Version current) implements TwinError {
    @Override
    public ErrorCode code() {
      return ErrorCode.PRECONDITION_FAILED;
    }

    @Override
    public String message() {
      return "$version was %s, but the reported properties' is %s; read the twin again and repeat the"
              .formatted(presented, current)
          + " report";
    }
  }

  /** A section, or the body, is not a JSON object. */
  record NotAnObject(String path) implements TwinError {
    @Override
    public String message() {
      return "Provided json is not a valid 'tags' or 'properties' object: %s must be an object."
          .formatted(path);
    }
  }

  /** A key holds a character that keys may not hold, or none at all. */
  record InvalidKey(String key) implements TwinError {
    @Override
    public String message() {
      return ("Property or Tag name has invalid characters. Error in Property/Tag %s. Must not contain"
              + " Control Characters, '.', '$', '#', or ' '.")
          .formatted(key.isEmpty() ? "'' (empty)" : shown(key));
    }
  }

  /** A key is too long. */
  record KeyTooLong(String path, int bytes) implements TwinError {
    @Override
    public String message() {
      return "Property or Tag name should be maximum %d bytes, but one in %s has %d."
          .formatted(TwinLimits.KEY_BYTES_MAX, shown(path), bytes);
    }
  }

  /** A null stands where it would not remove anything. */
  record NullValue(String path) implements TwinError {
    @Override
    public String message() {
      return "Value of Property or Tag cannot be null. Error in Property/Tag %s"
          .formatted(shown(path));
    }
  }

  /** A string is too long. */
  record StringTooLong(String path, int bytes) implements TwinError {
    @Override
    public String message() {
      return "Property or Tag value should be maximum %d bytes. Error in Property/Tag %s: %d bytes"
          .formatted(TwinLimits.STRING_BYTES_MAX, shown(path), bytes);
    }
  }

  /** An array, and this hub refuses arrays. */
  record ArrayRefused(String path) implements TwinError {
    @Override
    public String message() {
      return ("Provided json is not a valid 'tags' or 'properties' object: arrays are not supported."
              + " Error in Property/Tag %s. Start the hub with --arrays allow to store arrays.")
          .formatted(shown(path));
    }
  }

  /** Too many objects inside one another. */
  record TooDeep(String path) implements TwinError {
    @Override
    public String message() {
      return "Nested depth of twin property exceeds %d. Error in Property/Tag %s"
          .formatted(TwinLimits.DEPTH_MAX, shown(path));
    }
  }

  /** A whole number outside the range. */
  record IntegerOutOfRange(String path, String value) implements TwinError {
    @Override
    public String message() {
      return "Property %s has an out of bound value %s. Valid values are between %d and %d"
          .formatted(shown(path), shown(value), TwinLimits.INTEGER_MIN, TwinLimits.INTEGER_MAX);
    }
  }

  /** A section would grow beyond its limit. */
  record TooLarge(Section section, int size) implements TwinError {
    @Override
    public String message() {
      return "Twin %s size %d exceeds maximum %d"
          .formatted(section.path(), size, section.sizeMax());
    }
  }
}
