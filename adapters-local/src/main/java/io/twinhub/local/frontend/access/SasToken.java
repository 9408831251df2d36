package io.twinhub.local.frontend.access;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.local.frontend.wire.Percent;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A shared access signature: {@code SharedAccessSignature sr=…&sig=…&se=…[&skn=…]}, fields in any order.
 * Its {@code toString} does not show the signature. Source: Azure's page on shared access signatures; the
 * forms are those of its SDKs.
 */
final class SasToken {
  /** The longest token, in characters; real ones have about 300. */
  static final int LENGTH_MAX = 4096;

  /**
   * The latest expiry, in seconds since 1970: the end of the year 9999. Later expiries are reduced to it, so
   * that a leeway can be added to every expiry.
   */
  private static final long EXPIRY_SECONDS_MAX =
      Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private static final String SCHEME = "SharedAccessSignature";

  /** The schemes of resources in tokens of clients for Event Hubs; the first colon may be encoded. */
  private static final Pattern EVENT_SCHEME =
      Pattern.compile("(sb|amqps?)(:|%3a)", Pattern.CASE_INSENSITIVE);

  private final String rawResource;

  /** What was signed: {@code sr} exactly as sent, a line feed, and {@code se}. */
  private final String signed;

  private final byte[] signature;
  private final Instant expiry;
  private final Optional<String> policy;

  private SasToken(Map<String, String> fields) {
    rawResource = required(fields, "sr");
    String rawExpiry = required(fields, "se");
    expiry = expiry(rawExpiry);
    signed = rawResource + "\n" + rawExpiry;
    signature = signature(required(fields, "sig"));
    // C's clients send an empty skn over HTTPS; it counts as absent.
    policy =
        Optional.ofNullable(fields.get("skn")).map(Percent::decode).filter(name -> !name.isEmpty());
  }

  /**
   * Reads a token.
   *
   * @throws HubException naming the field that is missing or wrong
   */
  static SasToken parse(String text) {
    if (text.length() > LENGTH_MAX) {
      throw AccessRefusal.told(
          "the token has %d characters; at most %d are allowed", text.length(), LENGTH_MAX);
    }
    String trimmed = text.strip();
    int blank = trimmed.indexOf(' ');
    if (blank < 0 || !trimmed.substring(0, blank).equalsIgnoreCase(SCHEME)) {
      throw AccessRefusal.told("the token does not begin with '%s '", SCHEME);
    }
    Map<String, String> fields = new HashMap<>();
    for (String field : trimmed.substring(blank + 1).strip().split("&", -1)) {
      int equals = field.indexOf('=');
      String name = equals < 0 ? field : field.substring(0, equals);
      String value = equals < 0 ? "" : field.substring(equals + 1);
      if (fields.put(name.toLowerCase(Locale.ROOT), value) != null) {
        throw AccessRefusal.told("the token contains its field %s twice", ClientText.shown(name));
      }
    }
    return new SasToken(fields);
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw AccessRefusal.told("the token has no field %s", name);
    }
    return value;
  }

  private static Instant expiry(String raw) {
    try {
      return Instant.ofEpochSecond(Math.min(Long.parseLong(raw), EXPIRY_SECONDS_MAX));
    } catch (NumberFormatException | DateTimeException e) {
      throw AccessRefusal.told(
          "the token's field se is not a number of seconds since 1970: %s", ClientText.shown(raw));
    }
  }

  private static byte[] signature(String raw) {
    try {
      return Base64.getDecoder().decode(Percent.decode(raw));
    } catch (IllegalArgumentException e) {
      throw AccessRefusal.told("the token's field sig is not base64");
    }
  }

  /** The name of the policy whose key signed the token; empty if an identity's own key did. */
  Optional<String> policy() {
    return policy;
  }

  SasResource resource() {
    return SasResource.parse(rawResource);
  }

  /** The last moment at which a hub accepts this token: its expiry plus {@code leeway}. */
  Instant honouredUntil(Duration leeway) {
    return expiry.plus(leeway);
  }

  /**
   * Passes silently if the token is valid at {@code now}.
   *
   * @throws HubException naming the expiry and how long ago it was
   */
  void requireCurrent(Instant now, Duration leeway) {
    if (now.isAfter(honouredUntil(leeway))) {
      throw AccessRefusal.told(
          "the token's field se is %s, which is %s before the hub's clock; %s are allowed",
          expiry, Duration.between(expiry, now), leeway);
    }
  }

  /**
   * Whether this key made the signature, HMAC-SHA256. Clients for Event Hubs sign with the text of the key, all
   * others with the bytes that it stands for. Takes equally long for wrong and right signatures.
   */
  boolean isSignedWith(SharedKey key) {
    Signatures signatures = Signatures.ofThisThread();
    boolean byBytes = MessageDigest.isEqual(signatures.of(key, signed), signature);
    if (!EVENT_SCHEME.matcher(rawResource).lookingAt()) {
      return byBytes;
    }
    boolean byText = MessageDigest.isEqual(signatures.withTextOf(key, signed), signature);
    return byBytes || byText;
  }

  @Override
  public String toString() {
    return "SasToken[sr=%s, se=%s, skn=%s]"
        .formatted(
            ClientText.shown(rawResource), expiry, policy.map(ClientText::shown).orElse(""));
  }
}
