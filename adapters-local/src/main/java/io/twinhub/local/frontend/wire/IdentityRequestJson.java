package io.twinhub.local.frontend.wire;

import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;

/**
 * Identities as clients write them. What only the hub decides (generation, etag, times, connection) or
 * Azure's device registry ({@code adrDeviceProperties}, {@code deviceResourceId}, {@code armSyncStatus}) is
 * ignored, since clients send it back.
 */
public final class IdentityRequestJson {
  private static final String POLICY = "policyResourceId";

  /** Its shape is not published; it is kept as it comes. */
  private static final String CA_VALIDATION = "x509CaValidation";

  private IdentityRequestJson() {}

  /**
   * The identity that a body wants under the address of the request's path.
   *
   * @throws HubException with {@link RequestError.Invalid} if an id in the body is another one or a
   *     member has another type or value than it may, or with an {@link IdentityError} for a key or a
   *     thumbprint of another shape
   */
  public static IdentityRequest parse(TwinAddress address, Members body) {
    requireSame(body, "deviceId", Optional.of(address.deviceId().value()));
    requireSame(body, "moduleId", address.moduleId().map(Object::toString));
    IdentityRequest request = members(address, body);
    return request.with(new IdentityAdditions(
        body.object(TwinDocument.ATTRIBUTES).map(Members::object),
        request.additions().authentication()));
  }

  /** The identity that an object wants, whatever ids the object holds; bulk entries have no attributes. */
  static IdentityRequest members(TwinAddress address, Members body) {
    return new IdentityRequest(
        address,
        body.object("authentication")
            .map(IdentityRequestJson::credentials)
            .orElseGet(IdentityRequest.Credentials.Unchanged::new),
        status(body),
        body.filledText("statusReason"),
        body.object("capabilities").map(c -> c.flag("iotEdge")).orElse(false),
        body.filledText("managedBy"),
        body.filledText("deviceScope"),
        body.texts("parentScopes"),
        new IdentityAdditions(
            Optional.empty(),
            body.object("authentication")
                .map(IdentityRequestJson::additions)
                .orElse(JsonObject.EMPTY)));
  }

  private static JsonObject additions(Members authentication) {
    JsonObject.Builder additions = JsonObject.builder();
    authentication.text(POLICY).ifPresent(text -> additions.put(POLICY, text));
    authentication.find(CA_VALIDATION).ifPresent(value -> additions.put(CA_VALIDATION, value));
    return additions.build();
  }

  private static void requireSame(Members body, String name, Optional<String> inPath) {
    Optional<String> inBody = body.filledText(name);
    if (inBody.isPresent() && !inBody.equals(inPath)) {
      throw body.invalid(
          name,
          "is '%s' in the body, but the path %s"
              .formatted(
                  ClientText.shown(inBody.get()),
                  inPath.map(id -> "names '" + id + "'").orElse("names none")));
    }
  }

  /** Java's client writes capitals. Not said means enabled: an identity is written as a whole. */
  private static DeviceStatus status(Members body) {
    Optional<String> said = body.filledText("status");
    return said.isEmpty()
        ? DeviceStatus.ENABLED
        : Arrays.stream(DeviceStatus.values())
            .filter(status -> status.azureName().equalsIgnoreCase(said.get()))
            .findFirst()
            .orElseThrow(() -> body.invalid("status", "must be enabled or disabled"));
  }

  private static IdentityRequest.Credentials credentials(Members authentication) {
    Optional<Members> thumbprints = authentication.object("x509Thumbprint");
    Optional<Thumbprint> primary = thumbprint(thumbprints, "primaryThumbprint");
    Optional<Thumbprint> secondary = thumbprint(thumbprints, "secondaryThumbprint");
    boolean pinned = primary.isPresent() || secondary.isPresent();
    String type = authentication.filledText("type").orElse(pinned ? "selfSigned" : "sas");
    if (type.equalsIgnoreCase("sas")) {
      Optional<Members> keys = authentication.object("symmetricKey");
      return new IdentityRequest.Credentials.Keys(
          key(keys, "primaryKey"), key(keys, "secondaryKey"));
    }
    if (type.equalsIgnoreCase("selfSigned")) {
      if (!pinned) {
        throw authentication.invalid("x509Thumbprint", "must hold a thumbprint for selfSigned");
      }
      return given(new Authentication.SelfSigned(primary, secondary));
    }
    if (type.equalsIgnoreCase("certificateAuthority")) {
      return given(new Authentication.CertificateAuthority());
    }
    if (type.equalsIgnoreCase("none")) {
      return given(new Authentication.None());
    }
    throw authentication.invalid("type", "must be sas, selfSigned, certificateAuthority or none");
  }

  private static IdentityRequest.Credentials given(Authentication authentication) {
    return new IdentityRequest.Credentials.Given(authentication);
  }

  /** Node and C write empty keys where their user gave none: the hub makes them. */
  private static Optional<SharedKey> key(Optional<Members> keys, String name) {
    return keys.flatMap(k -> k.filledText(name)).map(SharedKey::new);
  }

  private static Optional<Thumbprint> thumbprint(Optional<Members> thumbprints, String name) {
    return thumbprints.flatMap(t -> t.filledText(name)).map(Thumbprint::new);
  }
}
