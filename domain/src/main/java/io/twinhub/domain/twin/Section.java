package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonValue;

/** The three parts of a twin that clients write. */
public enum Section {
  /** The tags. */
  TAGS("tags", TwinLimits.TAGS_SIZE_MAX),
  /** The desired properties. */
  DESIRED("properties.desired", TwinLimits.DESIRED_SIZE_MAX),
  /** The reported properties. */
  REPORTED("properties.reported", TwinLimits.REPORTED_SIZE_MAX);

  private final String path;
  private final int sizeMax;

  Section(String path, int sizeMax) {
    this.path = path;
    this.sizeMax = sizeMax;
  }

  /** The path of the section in the twin document. */
  public String path() {
    return path;
  }

  /** The largest size it may have, in bytes as {@link #size} counts. */
  public int sizeMax() {
    return sizeMax;
  }

  /** The bytes that {@code value} takes in a section, as Azure counts them. */
  public int size(JsonValue value) {
    return TwinSize.of(value);
  }
}
