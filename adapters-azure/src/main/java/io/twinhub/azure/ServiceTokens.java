package io.twinhub.azure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the tokens of a policy and keeps each until it nears its end. Source: Azure's page on shared
 * access signatures.
 */
final class ServiceTokens {
  private static final Duration LIFE = Duration.ofHours(1);

  /** More than the clock difference that hubs tolerate. */
  private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(10);

  private final HubAddress hub;
  private final InstantSource clock;
  private Token current = new Token("", Instant.MIN);

  ServiceTokens(HubAddress hub, InstantSource clock) {
    this.hub = hub;
    this.clock = clock;
  }

  /** A token for the {@code Authorization} header. */
  synchronized String token() {
    Instant now = clock.instant();
    if (!now.isBefore(current.renewal())) {
      current = new Token(signed(now.plus(LIFE)), now.plus(LIFE).minus(RENEWED_BEFORE_END));
    }
    return current.text();
  }

  private String signed(Instant end) {
    String resource = encoded(hub.hostName());
    String signature = signature(resource + "\n" + end.getEpochSecond());
    return "SharedAccessSignature sr=%s&sig=%s&se=%d&skn=%s"
        .formatted(resource, encoded(signature), end.getEpochSecond(), encoded(hub.policy()));
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(hub.key().bytes(), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private record Token(String text, Instant renewal) {}
}
