package io.twinhub.local.frontend.access;

import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.SharedKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as the SDKs make them; every helper here is written from their sources, not from ours. */
public final class Tokens {
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  private Tokens() {}

  /** The signature over a resource exactly as it will be sent, base64. */
  static String signature(String sr, long se, SharedKey key) {
    return signature(sr, se, key.bytes());
  }

  /** As clients for Event Hubs make it: with the text of the key. */
  static String eventSignature(String sr, long se, SharedKey key) {
    return signature(sr, se, key.base64().getBytes(StandardCharsets.UTF_8));
  }

  private static String signature(String sr, long se, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal((sr + "\n" + se).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As JavaScript's encodeURIComponent and Python's quote_plus do for what ids may hold. */
  static String upper(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** As C's and .NET Core's helpers do: lower-case hex. */
  static String lower(String text) {
    return ESCAPE.matcher(upper(text)).replaceAll(m -> m.group().toLowerCase(Locale.ROOT));
  }

  /** A token as Node's device client makes it, which lives until {@code se}. */
  public static String device(String resource, SharedKey key, long se) {
    String sr = upper("127.0.0.1/devices/" + resource);
    return "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(sr, upper(signature(sr, se, key)), se);
  }

  /** A back end whose token is for a part of the hub. */
  public static AuthenticatedService serviceOf(String sr) {
    return new AuthenticatedService(
        new Principal.Service("service", Set.of(Permission.SERVICE_CONNECT)),
        Instant.MAX,
        SasResource.parse(sr));
  }

  /** A token for the whole hub, signed by a policy, that lives until {@code se}. */
  public static String service(String policy, long se) {
    String sr = "127.0.0.1";
    return "SharedAccessSignature sr=%s&sig=%s&se=%d&skn=%s"
        .formatted(sr, upper(signature(sr, se, Registry.key(policy))), se, policy);
  }
}
