package io.twinhub.domain.twin;

/**
 * What a twin may hold. Source, unless said otherwise: Azure's page on device twins, "Tags and
 * properties format" and "Device twin size".
 */
public final class TwinLimits {
  /** The longest key, in bytes of UTF-8. */
  public static final int KEY_BYTES_MAX = 1024;

  /** The longest string value, in bytes of UTF-8. */
  public static final int STRING_BYTES_MAX = 4096;

  /** How deep objects (and arrays) may be nested below the root of a section. */
  public static final int DEPTH_MAX = 10;

  /** The smallest whole number: -2^52. */
  public static final long INTEGER_MIN = -4503599627370496L;

  /** The largest whole number: 2^52 - 1. */
  public static final long INTEGER_MAX = 4503599627370495L;

  /** The size of all tags, as {@link TwinSize} counts. */
  public static final int TAGS_SIZE_MAX = 8 * 1024;

  /** The size of all desired properties, as {@link TwinSize} counts. */
  public static final int DESIRED_SIZE_MAX = 32 * 1024;

  /** The size of all reported properties, as {@link TwinSize} counts. */
  public static final int REPORTED_SIZE_MAX = 32 * 1024;

  private TwinLimits() {}
}
