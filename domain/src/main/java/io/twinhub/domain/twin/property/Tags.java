package io.twinhub.domain.twin.property;

import io.twinhub.domain.json.JsonObject;

/**
 * What the back end notes about a device, which the device never sees.
 *
 * @param values the tags; no nulls
 */
public record Tags(JsonObject values) {
  /** No tags. */
  public static final Tags NONE = new Tags(JsonObject.EMPTY);
}
