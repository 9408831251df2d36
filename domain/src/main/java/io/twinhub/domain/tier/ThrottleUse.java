package io.twinhub.domain.tier;

import io.twinhub.domain.json.JsonObject;

/**
 * How far a hub was used up to one of its limits.
 *
 * @param what what the limit meters
 * @param limit what is allowed, such as {@code 50/s}
 * @param most the most in one such period, such as {@code 62/s}
 * @param slowed how many operations had to wait, or would have had to
 * @param refused how many operations were refused, or would have been
 */
public record ThrottleUse(String what, String limit, String most, long slowed, long refused) {

  /** For programs. */
  public JsonObject json() {
    return JsonObject.builder()
        .put("what", what)
        .put("limit", limit)
        .put("most", most)
        .put("slowed", slowed)
        .put("refused", refused)
        .build();
  }

  /** For people, such as {@code twin updates: 12 refused, 3 slowed down; 62/s of 50/s allowed}. */
  @Override
  public String toString() {
    return "%s: %d refused, %d slowed down; at most %s came, %s is allowed"
        .formatted(what, refused, slowed, most, limit);
  }
}
