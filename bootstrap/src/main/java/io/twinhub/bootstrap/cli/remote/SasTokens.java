package io.twinhub.bootstrap.cli.remote;

import io.twinhub.domain.identity.SharedKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens. Source: Azure's page on shared access signatures. */
public final class SasTokens {
  private static final String ALGORITHM = "HmacSHA256";

  private SasTokens() {}

  /**
   * A token for the {@code Authorization} header, or for a password.
   *
   * @param place what it is for: a host name, or a path below one
   * @param policy the policy whose key signs; empty if an identity's own key does
   * @param end until when it holds
   */
  public static String signed(String place, SharedKey key, Optional<String> policy, Instant end) {
    String resource = encoded(place);
    long expiry = end.getEpochSecond();
    return "SharedAccessSignature sr=%s&sig=%s&se=%d%s"
        .formatted(
            resource,
            encoded(signature(resource + "\n" + expiry, key)),
            expiry,
            policy.map(name -> "&skn=" + encoded(name)).orElse(""));
  }

  private static String signature(String text, SharedKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
