package io.twinhub.conformance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens of devices, signed as Azure's page on shared access signatures says. */
final class DeviceTokens {
  private DeviceTokens() {}

  static String token(String deviceId, String key, Instant expiry) throws GeneralSecurityException {
    String resource = encoded(HubOnSdkPorts.HOST + "/devices/" + deviceId);
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
