package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.json.JsonObject;

/**
 * The values of a twin, without versions and metadata.
 *
 * @param tags what the back end notes
 * @param desired what the back end wants
 * @param reported what the device says
 */
public record TwinContent(JsonObject tags, JsonObject desired, JsonObject reported) {

  /** The content of a new twin. */
  public static final TwinContent NONE =
      new TwinContent(JsonObject.EMPTY, JsonObject.EMPTY, JsonObject.EMPTY);

  public TwinContent withTags(JsonObject other) {
    return new TwinContent(other, desired, reported);
  }

  public TwinContent withoutReported() {
    return new TwinContent(tags, desired, JsonObject.EMPTY);
  }
}
