package io.twinhub.local.engine.compact.bytes;

import io.twinhub.application.json.JsonSource;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.Standing;
import io.twinhub.domain.twin.property.Standings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packs identities, without their address and status, which precede them in a packed twin. */
public final class IdentityPacking {
  private static final int SAS = 0;
  private static final int SELF_SIGNED = 1;
  private static final int AUTHORITY = 2;
  private static final int NO_WAY = 3;

  private static final int DIGITS_MAX = 18;

  /** What a document shows of any pair of keys. */
  private static final TwinRoot.Credentials SHARED_KEYS =
      new TwinRoot.Credentials(Authentication.Sas.TYPE, Optional.empty(), Optional.empty());

  private IdentityPacking() {}

  public static void write(Identity identity, PackedBytes out) {
    digits(identity.generationId(), out);
    etag(identity.etag(), out);
    write(identity.authentication(), out);
    Times.write(identity.statusUpdatedTime(), out);
    maybe(identity.statusReason(), out);
    maybe(identity.managedBy(), out);
    maybe(identity.deviceScope(), out);
    out.number(identity.parentScopes().size());
    identity.parentScopes().forEach(out::text);
    write(identity.additions(), out);
  }

  /** Few identities have additions; without any they take one byte, otherwise the size of their text. */
  private static void write(IdentityAdditions additions, PackedBytes out) {
    boolean any = !additions.equals(IdentityAdditions.NONE);
    out.one(any ? 1 : 0);
    if (any) {
      maybe(additions.attributes().map(IdentityPacking::text), out);
      out.text(text(additions.authentication()));
    }
  }

  private static IdentityAdditions readAdditions(PackedCursor in) {
    return in.one() == 0
        ? IdentityAdditions.NONE
        : new IdentityAdditions(readMaybe(in).map(IdentityPacking::object), object(in.text()));
  }

  /** Goes through JSON bytes, in which an unpaired surrogate is escaped. */
  private static String text(JsonObject object) {
    return new String(JsonWriter.bytes(object), StandardCharsets.UTF_8);
  }

  private static JsonObject object(String text) {
    return JsonText.readOwn(text.getBytes(StandardCharsets.UTF_8), JsonSource::document);
  }

  public static Identity read(
      TwinAddress address, DeviceStatus status, boolean edge, PackedCursor in) {
    String generation = readDigits(in);
    IdentityEtag etag = readEtag(in);
    Authentication authentication = readAuthentication(in);
    var updated = Times.read(in);
    Optional<String> reason = readMaybe(in);
    Optional<String> manager = readMaybe(in);
    Optional<String> scope = readMaybe(in);
    List<String> parents = readTexts(in);
    IdentityAdditions additions = readAdditions(in);
    return new Identity(
        address,
        generation,
        etag,
        authentication,
        status,
        reason,
        updated,
        edge,
        manager,
        scope,
        parents,
        additions);
  }

  /** What a twin's document shows of the identity; its keys are skipped. */
  public static TwinRoot readRoot(
      DeviceStatus status, boolean edge, ConnectionState connection, PackedCursor in) {
    passDigits(in);
    IdentityEtag etag = readEtag(in);
    TwinRoot.Credentials credentials = readCredentials(in);
    var updated = Times.read(in);
    Optional<String> reason = readMaybe(in);
    readMaybe(in);
    Optional<String> scope = readMaybe(in);
    List<String> parents = readTexts(in);
    Optional<JsonObject> attributes = readAdditions(in).attributes();
    return new TwinRoot(
        etag, status, reason, updated, credentials, connection, edge, scope, parents, attributes);
  }

  private static void passDigits(PackedCursor in) {
    if (in.number() == 0) {
      in.skipText();
    }
  }

  private static TwinRoot.Credentials readCredentials(PackedCursor in) {
    PackedCursor ahead = in.other(in.at());
    if (ahead.one() != SAS) {
      return TwinRoot.Credentials.of(readAuthentication(in));
    }
    in.one();
    passKey(in);
    passKey(in);
    return SHARED_KEYS;
  }

  private static void passKey(PackedCursor in) {
    int length = in.size();
    if (length == 0) {
      in.skipText();
    } else {
      in.skip(length);
    }
  }

  private static List<String> readTexts(PackedCursor in) {
    int count = in.size();
    if (count == 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(in.text());
    }
    return texts;
  }

  /** Writes a text that is a whole number as that number plus one, any other text behind a 0. */
  private static void digits(String text, PackedBytes out) {
    boolean whole = isNumber(text);
    out.number(whole ? Long.parseLong(text) + 1 : 0);
    if (!whole) {
      out.text(text);
    }
  }

  private static boolean isNumber(String text) {
    boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
    return !text.isEmpty() && text.length() <= DIGITS_MAX && !leadingZero && isDigits(text);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String readDigits(PackedCursor in) {
    long number = in.number();
    return number == 0 ? in.text() : Long.toString(number - 1);
  }

  /** The hub's own etags are base64 of digits; those from elsewhere can be any text. */
  public static void etag(IdentityEtag etag, PackedBytes out) {
    Optional<String> digits = decoded(etag.value())
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .filter(IdentityPacking::isNumber);
    boolean ours = digits.map(Long::parseLong).map(IdentityEtag::of).equals(Optional.of(etag));
    out.number(ours ? Long.parseLong(digits.orElseThrow()) + 1 : 0);
    if (!ours) {
      out.text(etag.value());
    }
  }

  public static IdentityEtag readEtag(PackedCursor in) {
    long number = in.number();
    return number == 0 ? new IdentityEtag(in.text()) : IdentityEtag.of(number - 1);
  }

  /** Writes the configurations that target a twin. */
  public static void write(Standings standings, PackedBytes out) {
    out.number(standings.byId().size());
    standings.byId().forEach((id, standing) -> {
      out.text(id);
      out.text(standing.status());
      maybe(standing.reason(), out);
    });
  }

  public static Standings readStandings(PackedCursor in) {
    Map<String, Standing> standings = new LinkedHashMap<>();
    for (int left = in.size(); left > 0; left--) {
      String id = in.text();
      standings.put(id, new Standing(in.text(), readMaybe(in)));
    }
    return new Standings(standings);
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void write(Authentication authentication, PackedBytes out) {
    if (authentication instanceof Authentication.Sas sas) {
      out.one(SAS);
      key(sas.primaryKey(), out);
      key(sas.secondaryKey(), out);
    } else if (authentication instanceof Authentication.SelfSigned certificate) {
      out.one(SELF_SIGNED);
      maybe(certificate.primary().map(Thumbprint::hex), out);
      maybe(certificate.secondary().map(Thumbprint::hex), out);
    } else {
      out.one(authentication instanceof Authentication.None ? NO_WAY : AUTHORITY);
    }
  }

  private static Authentication readAuthentication(PackedCursor in) {
    return switch (in.one()) {
      case SAS -> new Authentication.Sas(readKey(in), readKey(in));
      case SELF_SIGNED ->
        new Authentication.SelfSigned(
            readMaybe(in).map(Thumbprint::new), readMaybe(in).map(Thumbprint::new));
      case AUTHORITY -> new Authentication.CertificateAuthority();
      default -> new Authentication.None();
    };
  }

  /** Writes the key's bytes, unless base64 would spell them differently from the client's text. */
  private static void key(SharedKey key, PackedBytes out) {
    byte[] bytes = key.bytes();
    boolean canonical = SharedKey.of(bytes).equals(key);
    out.number(canonical ? bytes.length : 0);
    if (canonical) {
      out.raw(bytes);
    } else {
      out.text(key.base64());
    }
  }

  private static SharedKey readKey(PackedCursor in) {
    int length = in.size();
    return length == 0 ? new SharedKey(in.text()) : SharedKey.of(in.raw(length));
  }

  public static void maybe(Optional<String> text, PackedBytes out) {
    out.one(text.isPresent() ? 1 : 0);
    text.ifPresent(out::text);
  }

  public static Optional<String> readMaybe(PackedCursor in) {
    return in.one() == 0 ? Optional.empty() : Optional.of(in.text());
  }
}
