package io.twinhub.local.engine.query;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The place where a query continues, as a continuation token carries it. It is not a cursor, so it survives
 * writes, a restart and a change of the page size.
 *
 * @param afterKey the key of the last row that was handed out; empty before the first row, and for groups
 * @param delivered how many rows were handed out on all pages so far; gives the rest of TOP, and the offset
 *     of the next group
 */
record Continuation(String afterKey, long delivered) {
  /*
   * The token is base64url of: the seal, the number of rows (8 bytes), the key (UTF-8). The seal is a hash
   * over the query's text and the rest, so a token that is damaged or belongs to another query is detected.
   * It does not prevent forgery, but a forged token can only ask for a place that paging also reaches.
   */

  /** The beginning of a query. */
  static final Continuation START = new Continuation("", 0);

  /** The longest token, in characters; a key is two ids of 128 characters and a separator. */
  static final int LENGTH_MAX = 2048;

  private static final int SEAL_BYTES = 12;
  private static final int HEAD_BYTES = SEAL_BYTES + Long.BYTES;

  /** The token for {@code text}. */
  ContinuationToken token(QueryText text) {
    byte[] key = afterKey.getBytes(StandardCharsets.UTF_8);
    byte[] place =
        ByteBuffer.allocate(Long.BYTES + key.length).putLong(delivered).put(key).array();
    byte[] sealed = ByteBuffer.allocate(SEAL_BYTES + place.length)
        .put(seal(text, place))
        .put(place)
        .array();
    return new ContinuationToken(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
  }

  /**
   * The place that {@code token} holds.
   *
   * @throws HubException with {@link QueryError#foreignToken} if it was not made for {@code text}
   */
  static Continuation of(ContinuationToken token, QueryText text) {
    byte[] sealed = decoded(token.value()).orElseThrow(Continuation::foreign);
    if (sealed.length < HEAD_BYTES) {
      throw foreign();
    }
    byte[] place = Arrays.copyOfRange(sealed, SEAL_BYTES, sealed.length);
    String key = new String(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES, StandardCharsets.UTF_8);
    Continuation found = new Continuation(key, ByteBuffer.wrap(place).getLong());
    // The token is made again and compared, since base64 has several spellings of some bytes.
    if (found.delivered < 0 || !found.token(text).equals(token)) {
      throw foreign();
    }
    return found;
  }

  private static Optional<byte[]> decoded(String token) {
    if (token.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static HubException foreign() {
    return new HubException(QueryError.foreignToken());
  }

  private static byte[] seal(QueryText text, byte[] place) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(place);
      digest.update(text.value().getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(), SEAL_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
