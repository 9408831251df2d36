package io.twinhub.domain.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The etag of one state of an identity: base64 of a decimal number in ASCII, without quotes. Source: captured
 * identities ({@code NzMzMTE3MTAz} is 733117103).
 *
 * @param value the text as in JSON bodies
 */
public record IdentityEtag(String value) {

  /** The etag of a number. */
  public static IdentityEtag of(long number) {
    byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    return new IdentityEtag(Base64.getEncoder().encodeToString(digits));
  }

  @Override
  public String toString() {
    return value;
  }
}
