package io.twinhub.domain.identity;

import io.twinhub.domain.error.HubException;
import java.util.Base64;

/**
 * A symmetric key, base64 as connection strings carry it. Its {@code toString} never shows it.
 *
 * @param base64 {@value #BYTES_MIN} to {@value #BYTES_MAX} bytes, base64-encoded
 */
public record SharedKey(String base64) {
  /** The shortest key, in bytes. Java's service client makes default keys of 16 bytes. */
  public static final int BYTES_MIN = 1;

  /** The longest key, in bytes; a hub setting, Azure's own bound is not documented. */
  public static final int BYTES_MAX = 256;

  /** The size of a generated key, in bytes: 44 base64 characters, as in Azure's samples. */
  public static final int BYTES_GENERATED = 32;

  /**
   * Accepts base64 text.
   *
   * @throws HubException with {@link IdentityError.InvalidKey} for anything else
   */
  public SharedKey {
    int length;
    try {
      length = Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException e) {
      throw new HubException(new IdentityError.InvalidKey());
    }
    if (length < BYTES_MIN || length > BYTES_MAX) {
      throw new HubException(new IdentityError.InvalidKey());
    }
  }

  /** The key of these bytes. */
  public static SharedKey of(byte[] bytes) {
    return new SharedKey(Base64.getEncoder().encodeToString(bytes));
  }

  /** The key's bytes. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }

  @Override
  public String toString() {
    return "SharedKey[…]";
  }
}
