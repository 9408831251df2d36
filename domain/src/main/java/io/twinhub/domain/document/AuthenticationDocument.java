package io.twinhub.domain.document;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/**
 * How an identity authenticates: the member {@code authentication} in the documents of identities and fleet
 * members.
 */
public final class AuthenticationDocument {
  private AuthenticationDocument() {}

  /**
   * The form in the registry's answers: every member is there, with null for a missing value, since the .NET
   * client expects them all.
   */
  static JsonObject answer(Identity identity) {
    Authentication authentication = identity.authentication();
    Optional<Authentication.Sas> keys =
        authentication instanceof Authentication.Sas sas ? Optional.of(sas) : Optional.empty();
    JsonObject thumbprints = authentication instanceof Authentication.SelfSigned pinned
        ? thumbprints(pinned.primary(), pinned.secondary())
        : thumbprints(Optional.empty(), Optional.empty());
    JsonObject.Builder document = JsonObject.builder()
        .put(
            DocumentNames.SYMMETRIC_KEY,
            JsonObject.builder()
                .put(DocumentNames.PRIMARY_KEY, base64(keys.map(Authentication.Sas::primaryKey)))
                .put(
                    DocumentNames.SECONDARY_KEY, base64(keys.map(Authentication.Sas::secondaryKey)))
                .build())
        .put(DocumentNames.X509_THUMBPRINT, thumbprints)
        .put(DocumentNames.TYPE, authentication.type());
    identity.additions().authentication().forEach(document::put);
    return document.build();
  }

  /** An answer whose keys are null. */
  public static JsonValue keyless(JsonValue answer) {
    JsonObject none = JsonObject.builder()
        .put(DocumentNames.PRIMARY_KEY, base64(Optional.empty()))
        .put(DocumentNames.SECONDARY_KEY, base64(Optional.empty()))
        .build();
    return answer instanceof JsonObject object
        ? object.with(DocumentNames.SYMMETRIC_KEY, none)
        : answer;
  }

  private static JsonValue base64(Optional<SharedKey> key) {
    return JsonString.orNull(key.map(SharedKey::base64));
  }

  /** The two thumbprints as a hub shows them; null for one that is not there. */
  public static JsonObject thumbprints(
      Optional<Thumbprint> primary, Optional<Thumbprint> secondary) {
    return JsonObject.builder()
        .put(DocumentNames.PRIMARY_THUMBPRINT, JsonString.orNull(primary.map(Thumbprint::hex)))
        .put(DocumentNames.SECONDARY_THUMBPRINT, JsonString.orNull(secondary.map(Thumbprint::hex)))
        .build();
  }

  /** The form in requests and files: missing values are left out. */
  public static JsonObject request(Authentication authentication) {
    if (authentication instanceof Authentication.Sas keys) {
      return sas(Optional.of(keys.primaryKey()), Optional.of(keys.secondaryKey()));
    }
    JsonObject typed = JsonObject.of(DocumentNames.TYPE, new JsonString(authentication.type()));
    if (!(authentication instanceof Authentication.SelfSigned pinned)) {
      return typed;
    }
    JsonObject.Builder pair = JsonObject.builder();
    pinned.primary().ifPresent(one -> pair.put(DocumentNames.PRIMARY_THUMBPRINT, one.hex()));
    pinned.secondary().ifPresent(one -> pair.put(DocumentNames.SECONDARY_THUMBPRINT, one.hex()));
    return typed.with(DocumentNames.X509_THUMBPRINT, pair.build());
  }

  /**
   * The form in requests; empty for credentials that stay as they are. The hub generates keys that are left
   * out.
   */
  static Optional<JsonObject> request(Credentials credentials) {
    if (credentials instanceof Credentials.Keys keys) {
      return Optional.of(sas(keys.primary(), keys.secondary()));
    }
    return credentials instanceof Credentials.Given given
        ? Optional.of(request(given.authentication()))
        : Optional.empty();
  }

  private static JsonObject sas(Optional<SharedKey> primary, Optional<SharedKey> secondary) {
    JsonObject.Builder keys = JsonObject.builder();
    primary.ifPresent(key -> keys.put(DocumentNames.PRIMARY_KEY, key.base64()));
    secondary.ifPresent(key -> keys.put(DocumentNames.SECONDARY_KEY, key.base64()));
    return JsonObject.builder()
        .put(DocumentNames.TYPE, Authentication.Sas.TYPE)
        .put(DocumentNames.SYMMETRIC_KEY, keys.build())
        .build();
  }

  /**
   * The credentials that a request or a file asks for. A missing type follows from the other members.
   *
   * @throws HubException with {@link RequestError#invalid} for an unknown type, or with an
   *     {@link IdentityError} for a malformed key or thumbprint
   */
  static Credentials wanted(Members authentication) {
    Authentication.SelfSigned pinned = pinned(authentication);
    boolean isPinned = pinned.primary().isPresent() || pinned.secondary().isPresent();
    String type = authentication
        .filledText(DocumentNames.TYPE)
        .orElse(isPinned ? Authentication.SelfSigned.TYPE : Authentication.Sas.TYPE);
    if (type.equalsIgnoreCase(Authentication.Sas.TYPE)) {
      return new Credentials.Keys(
          key(authentication, DocumentNames.PRIMARY_KEY),
          key(authentication, DocumentNames.SECONDARY_KEY));
    }
    if (type.equalsIgnoreCase(Authentication.SelfSigned.TYPE)) {
      if (!isPinned) {
        throw authentication.invalid(
            DocumentNames.X509_THUMBPRINT, "must hold a thumbprint for selfSigned");
      }
      return new Credentials.Given(pinned);
    }
    if (type.equalsIgnoreCase(Authentication.CertificateAuthority.TYPE)) {
      return new Credentials.Given(new Authentication.CertificateAuthority());
    }
    if (type.equalsIgnoreCase(Authentication.None.TYPE)) {
      return new Credentials.Given(new Authentication.None());
    }
    throw authentication.invalid(
        DocumentNames.TYPE, "must be sas, selfSigned, certificateAuthority or none");
  }

  /**
   * The authentication that an answer shows. A policy without write permission is shown no keys; an unknown
   * form counts as no authentication.
   */
  static Authentication shown(Members authentication) {
    return switch (authentication.filledText(DocumentNames.TYPE).orElse("")) {
      case Authentication.Sas.TYPE -> {
        Optional<SharedKey> primary = key(authentication, DocumentNames.PRIMARY_KEY);
        Optional<SharedKey> secondary = key(authentication, DocumentNames.SECONDARY_KEY);
        yield primary.isPresent() && secondary.isPresent()
            ? new Authentication.Sas(primary.get(), secondary.get())
            : new Authentication.None();
      }
      case Authentication.SelfSigned.TYPE -> pinned(authentication);
      case Authentication.CertificateAuthority.TYPE -> new Authentication.CertificateAuthority();
      default -> new Authentication.None();
    };
  }

  /** The members that newer api-versions add. */
  static JsonObject additions(Members authentication) {
    JsonObject.Builder additions = JsonObject.builder();
    authentication
        .text(DocumentNames.POLICY_RESOURCE_ID)
        .ifPresent(text -> additions.put(DocumentNames.POLICY_RESOURCE_ID, text));
    authentication
        .find(DocumentNames.X509_CA_VALIDATION)
        .ifPresent(value -> additions.put(DocumentNames.X509_CA_VALIDATION, value));
    return additions.build();
  }

  /** The Node.js and C clients write empty keys if their user gave none; the hub generates those. */
  private static Optional<SharedKey> key(Members authentication, String name) {
    return authentication
        .object(DocumentNames.SYMMETRIC_KEY)
        .flatMap(keys -> keys.filledText(name))
        .map(SharedKey::new);
  }

  /** The thumbprints; a twin has them too, next to {@code authenticationType}. */
  static Authentication.SelfSigned pinned(Members parent) {
    Optional<Members> pair = parent.object(DocumentNames.X509_THUMBPRINT);
    return new Authentication.SelfSigned(
        pair.flatMap(two -> two.filledText(DocumentNames.PRIMARY_THUMBPRINT)).map(Thumbprint::new),
        pair.flatMap(two -> two.filledText(DocumentNames.SECONDARY_THUMBPRINT))
            .map(Thumbprint::new));
  }
}
