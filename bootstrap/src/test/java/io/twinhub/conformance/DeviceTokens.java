package io.twinhub.conformance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens, signed as Azure's page on shared access signatures says. */
final class DeviceTokens {
  private DeviceTokens() {}

  static String token(String deviceId, String key, Instant expiry) throws GeneralSecurityException {
    return signed(HubOnSdkPorts.HOST + "/devices/" + deviceId, key, expiry);
  }

  /** A token for {@code of}, to which a back end adds the name of its policy. */
  static String signed(String of, String key, Instant expiry) throws GeneralSecurityException {
    String resource = encoded(of);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
    String text = resource + "\n" + expiry.getEpochSecond();
    byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(
            resource,
            encoded(Base64.getEncoder().encodeToString(signature)),
            expiry.getEpochSecond());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
