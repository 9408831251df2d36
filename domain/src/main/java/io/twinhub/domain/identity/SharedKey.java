package io.twinhub.domain.identity;

import io.twinhub.domain.error.HubException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A symmetric key, base64 as connection strings carry it. Its {@code toString} never shows it.
 *
 * @param base64 base64 of {@value #BYTES_MIN} to {@value #BYTES_MAX} bytes; another size occurs only if the
 *     key was stored before this was required
 */
public record SharedKey(String base64) {
  /** The shortest key that a client may choose, in bytes. Source: the security constants of Azure's SDKs. */
  public static final int BYTES_MIN = 16;

  /** The longest key that a client may choose, in bytes. Source: the same as for {@link #BYTES_MIN}. */
  public static final int BYTES_MAX = 64;

  /** The longest key that is loaded, in bytes, since earlier versions of this hub accepted such keys. */
  private static final int BYTES_STORED_MAX = 256;

  /** The size of a generated key, in bytes: 44 base64 characters, as in Azure's samples. */
  public static final int BYTES_GENERATED = 32;

  /**
   * Accepts base64 text.
   *
   * @throws HubException with {@link IdentityError#invalidKey} for anything else
   */
  public SharedKey {
    int length;
    try {
      length = Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException e) {
      throw new HubException(IdentityError.invalidKey());
    }
    if (length == 0 || length > BYTES_STORED_MAX) {
      throw new HubException(IdentityError.invalidKey());
    }
  }

  /**
   * Refuses a key of a size that no client may choose.
   *
   * @throws HubException with {@link IdentityError#invalidKey}
   */
  public void requireLawful() {
    int length = bytes().length;
    if (length < BYTES_MIN || length > BYTES_MAX) {
      throw new HubException(IdentityError.invalidKey());
    }
  }

  /** A new key, as strong as Azure's. */
  public static SharedKey generated(RandomGenerator random) {
    byte[] bytes = new byte[BYTES_GENERATED];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /** The key with these bytes. */
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
