package io.twinhub.domain.twin.property;

import io.twinhub.domain.json.JsonNumber;

/**
 * A counter that clients compare: {@code version} of a twin, {@code $version} of a section. It never
 * decreases while the identity exists. Clients read it as a 32-bit number.
 *
 * @param value at least 0
 */
public record Version(long value) implements Comparable<Version> {

  /** The version of a new section. */
  public static final Version FIRST = new Version(1);

  /** Accepts 0 and more. */
  public Version {
    if (value < 0) {
      throw new IllegalArgumentException("version " + value);
    }
  }

  /** The version after this one. */
  public Version next() {
    return new Version(value + 1);
  }

  /** The version as a JSON number. */
  public JsonNumber asJson() {
    return JsonNumber.of(value);
  }

  /** Whether this version came after {@code other}. */
  public boolean isAfter(Version other) {
    return value > other.value;
  }

  @Override
  public int compareTo(Version other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
