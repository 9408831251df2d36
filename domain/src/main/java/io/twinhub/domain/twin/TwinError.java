package io.twinhub.domain.twin;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.twin.property.Version;

/**
 * Refusals that concern the content of a twin. The service's texts are used where they are known, with the
 * place and the measured value added.
 */
public final class TwinError {
  private TwinError() {}

  /** The client's etag is not the current one. */
  public static HubError etagMismatch(String presented, Etag current) {
    return HubError.of(
        ErrorCode.PRECONDITION_FAILED,
        "if-match was %s, but the twin's etag is %s; read the twin again and repeat the patch"
            .formatted(ClientText.shown(presented), current));
  }

  /** The device's expected version is not the current one. */
  public static HubError versionMismatch(Version presented, Version current) {
    return HubError.of(
        ErrorCode.PRECONDITION_FAILED,
        "$version was %s, but the reported properties' is %s; read the twin again and repeat the"
                .formatted(presented, current)
            + " report");
  }

  /** A section, or the body, is not a JSON object. */
  public static HubError notAnObject(String path) {
    return RequestError.invalid(
        "Provided json is not a valid 'tags' or 'properties' object: %s must be an object."
            .formatted(path));
  }

  /** A key has a character that is not allowed, or is empty. */
  public static HubError invalidKey(String key) {
    return RequestError.invalid(
        ("Property or Tag name has invalid characters. Error in Property/Tag %s. Must not contain"
                + " Control Characters, '.', '$', '#', or ' '.")
            .formatted(key.isEmpty() ? "'' (empty)" : ClientText.shown(key)));
  }

  /** A key is too long. */
  public static HubError keyTooLong(String path, int bytes) {
    return RequestError.invalid(
        "Property or Tag name should be maximum %d bytes, but one in %s has %d."
            .formatted(TwinLimits.KEY_BYTES_MAX, ClientText.shown(path), bytes));
  }

  /** A null stands where it would not remove anything. */
  public static HubError nullValue(String path) {
    return RequestError.invalid("Value of Property or Tag cannot be null. Error in Property/Tag %s"
        .formatted(ClientText.shown(path)));
  }

  /** A string is too long. */
  public static HubError stringTooLong(String path, int bytes) {
    return RequestError.invalid(
        "Property or Tag value should be maximum %d bytes. Error in Property/Tag %s: %d bytes"
            .formatted(TwinLimits.STRING_BYTES_MAX, ClientText.shown(path), bytes));
  }

  /** There is an array, and this hub refuses arrays. */
  public static HubError arrayRefused(String path) {
    return RequestError.invalid(
        ("Provided json is not a valid 'tags' or 'properties' object: arrays are not supported."
                + " Error in Property/Tag %s. Start the hub with --arrays allow to store arrays.")
            .formatted(ClientText.shown(path)));
  }

  /** Objects are nested too deeply. */
  public static HubError tooDeep(String path) {
    return RequestError.invalid("Nested depth of twin property exceeds %d. Error in Property/Tag %s"
        .formatted(TwinLimits.DEPTH_MAX, ClientText.shown(path)));
  }

  /** A whole number is outside the range. */
  public static HubError integerOutOfRange(String path, String value) {
    return RequestError.invalid(
        "Property %s has an out of bound value %s. Valid values are between %d and %d"
            .formatted(
                ClientText.shown(path),
                ClientText.shown(value),
                TwinLimits.INTEGER_MIN,
                TwinLimits.INTEGER_MAX));
  }

  /** A section would grow beyond its limit. */
  public static HubError tooLarge(Section section, int size) {
    return RequestError.invalid(
        "Twin %s size %d exceeds maximum %d".formatted(section.path(), size, section.sizeMax()));
  }
}
