package io.twinhub.bootstrap.cli.remote;

import io.twinhub.bootstrap.config.ConnectionString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs service tokens. Source: Azure's page on shared access signatures. */
final class SasTokens {
  /**
   * How long a token is valid: longer than one command takes, but short enough that a leaked token does
   * little harm.
   */
  private static final Duration LIFE = Duration.ofHours(1);

  private final ConnectionString connection;
  private final InstantSource clock;

  SasTokens(ConnectionString connection, InstantSource clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /** A token for the {@code Authorization} header. */
  String token() {
    String resource = encoded(connection.hostName());
    long expiry = clock.instant().plus(LIFE).getEpochSecond();
    return "SharedAccessSignature sr=%s&sig=%s&se=%d&skn=%s"
        .formatted(
            resource,
            encoded(signature(resource + "\n" + expiry)),
            expiry,
            encoded(connection.keyName()));
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(connection.key().bytes(), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
