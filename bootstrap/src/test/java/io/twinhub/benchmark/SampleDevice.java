package io.twinhub.benchmark;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.domain.identity.SharedKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A device that is registered and signs its own tokens. */
public final class SampleDevice {
  private static final long LIFE_SECONDS = 3600;

  private SampleDevice() {}

  /** Registers a device by the command line's own way; the token that it connects with. */
  public static String register(Twinhub hub, String deviceId) throws GeneralSecurityException {
    ConnectionString owner = ConnectionString.parse(hub.facts().connectionString());
    SharedKey key = SampleRegistry.register(hub.facts(), owner, deviceId);
    return token("127.0.0.1/devices/" + deviceId, key, "");
  }

  /** A shared access signature over {@code resource}. */
  public static String token(String resource, SharedKey key, String policy)
      throws GeneralSecurityException {
    String encoded = URLEncoder.encode(resource, StandardCharsets.UTF_8);
    long expiry = Instant.now().getEpochSecond() + LIFE_SECONDS;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
    byte[] signed = mac.doFinal((encoded + "\n" + expiry).getBytes(StandardCharsets.UTF_8));
    String signature =
        URLEncoder.encode(Base64.getEncoder().encodeToString(signed), StandardCharsets.UTF_8);
    String name = policy.isEmpty() ? "" : "&skn=" + policy;
    return "SharedAccessSignature sr=%s&sig=%s&se=%d%s".formatted(encoded, signature, expiry, name);
  }
}
