package io.twinhub.azure.mqtt;

import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens of devices. Source: Azure's page on shared access signatures. */
final class DeviceTokens {
  private static final String ALGORITHM = "HmacSHA256";

  private DeviceTokens() {}

  /** A token that lets {@code address} connect until {@code end}. */
  static String signed(String hostName, TwinAddress address, SharedKey key, Instant end) {
    String module = address.moduleId().map(id -> "/modules/" + id).orElse("");
    String resource = encoded("%s/devices/%s%s".formatted(hostName, address.deviceId(), module));
    return "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(
            resource,
            encoded(signature(resource + "\n" + end.getEpochSecond(), key)),
            end.getEpochSecond());
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

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
