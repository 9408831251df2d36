package io.twinhub.domain.twin;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The etag of one state of a twin's service side (tags and desired properties), without quotes. It is opaque
 * to clients; Azure's etag is base64 of an eight-byte counter.
 *
 * @param value the text as in JSON bodies
 */
public record Etag(String value) {

  /** The etag of the {@code count}th state: {@code AAAAAAAAAAE=} for 1. */
  public static Etag ofCount(long count) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(count).array();
    return new Etag(Base64.getEncoder().encodeToString(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
