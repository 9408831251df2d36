package io.twinhub.azure;

import io.twinhub.azure.wire.Fields;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Identities between the REST API's documents and the domain. */
final class IdentityJson {
  private static final List<String> AUTHENTICATION_ADDITIONS =
      List.of("policyResourceId", "x509CaValidation");

  private IdentityJson() {}

  /** The identity that a document shows. */
  static RegisteredIdentity identity(JsonObject document) {
    Fields fields = new Fields(document);
    String device = fields.text("deviceId").orElse("");
    Identity identity = new Identity(
        fields
            .text("moduleId")
            .map(module -> TwinAddress.module(device, module))
            .orElseGet(() -> TwinAddress.device(device)),
        fields.text("generationId").orElse(""),
        new IdentityEtag(fields.text("etag").orElse("")),
        authentication(fields.inner("authentication")),
        TwinJson.status(fields),
        fields.text("statusReason"),
        fields.time("statusUpdatedTime"),
        fields.inner("capabilities").flag("iotEdge"),
        fields.text("managedBy"),
        fields.text("deviceScope"),
        fields.texts("parentScopes"),
        additions(fields));
    ConnectionState connection = new ConnectionState(
        fields.text("connectionState").filter("Connected"::equals).isPresent(),
        fields.time("connectionStateUpdatedTime"),
        fields.time("lastActivityTime"),
        "");
    return new RegisteredIdentity(identity, connection);
  }

  private static IdentityAdditions additions(Fields fields) {
    JsonObject authentication = fields.inner("authentication").object();
    JsonObject.Builder members = JsonObject.builder();
    AUTHENTICATION_ADDITIONS.forEach(name -> authentication
        .find(name)
        .filter(value -> value != JsonNull.NULL)
        .ifPresent(value -> members.put(name, value)));
    return new IdentityAdditions(fields.object(TwinDocument.ATTRIBUTES), members.build());
  }

  private static Authentication authentication(Fields fields) {
    Fields thumbprints = fields.inner("x509Thumbprint");
    return switch (fields.text("type").orElse("none")) {
      case "sas" -> keys(fields.inner("symmetricKey"));
      case "selfSigned" ->
        new Authentication.SelfSigned(
            thumbprints.text("primaryThumbprint").map(Thumbprint::new),
            thumbprints.text("secondaryThumbprint").map(Thumbprint::new));
      case "certificateAuthority" -> new Authentication.CertificateAuthority();
      default -> new Authentication.None();
    };
  }

  /** A policy without write permission is shown no keys. */
  private static Authentication keys(Fields fields) {
    Optional<SharedKey> primary = fields.text("primaryKey").map(SharedKey::new);
    Optional<SharedKey> secondary = fields.text("secondaryKey").map(SharedKey::new);
    return primary.isPresent() && secondary.isPresent()
        ? new Authentication.Sas(primary.get(), secondary.get())
        : new Authentication.None();
  }

  /** The body that asks for an identity. */
  static JsonObject body(IdentityRequest request) {
    JsonObject.Builder body = JsonObject.builder();
    body.put("deviceId", request.address().deviceId().value());
    request.address().moduleId().ifPresent(id -> body.put("moduleId", id.value()));
    IdentityAdditions additions = request.additions();
    authentication(request.credentials())
        .map(value -> with(value, additions.authentication()))
        .ifPresent(value -> body.put("authentication", value));
    additions.attributes().ifPresent(own -> body.put(TwinDocument.ATTRIBUTES, own));
    request.managedBy().ifPresent(who -> body.put("managedBy", who));
    if (request.address().moduleId().isEmpty()) {
      putDeviceFields(body, request);
    }
    return body.build();
  }

  private static JsonObject with(JsonObject authentication, JsonObject additions) {
    JsonObject.Builder both = authentication.toBuilder();
    additions.forEach(both::put);
    return both.build();
  }

  private static void putDeviceFields(JsonObject.Builder body, IdentityRequest request) {
    body.put("status", request.status().azureName());
    request.statusReason().ifPresent(reason -> body.put("statusReason", reason));
    body.put("capabilities", JsonObject.builder().put("iotEdge", request.edge()).build());
    // What is left out may stay as it was; an empty scope takes a leaf device from its parent.
    if (request.edge()) {
      body.put(
          "parentScopes",
          new JsonArray(
              request.parentScopes().stream().<JsonValue>map(JsonString::new).toList()));
    } else {
      body.put("deviceScope", request.deviceScope().orElse(""));
    }
  }

  private static Optional<JsonObject> authentication(Credentials credentials) {
    if (credentials instanceof Credentials.Keys keys) {
      return Optional.of(sas(keys.primary(), keys.secondary()));
    }
    return credentials instanceof Credentials.Given given
        ? Optional.of(authentication(given.authentication()))
        : Optional.empty();
  }

  private static JsonObject authentication(Authentication authentication) {
    if (authentication instanceof Authentication.Sas keys) {
      return sas(Optional.of(keys.primaryKey()), Optional.of(keys.secondaryKey()));
    }
    JsonObject typed = JsonObject.builder().put("type", authentication.type()).build();
    return authentication instanceof Authentication.SelfSigned pinned
        ? typed.with("x509Thumbprint", thumbprints(pinned))
        : typed;
  }

  /** Keys that are left out are made by the hub. */
  private static JsonObject sas(Optional<SharedKey> primary, Optional<SharedKey> secondary) {
    JsonObject.Builder keys = JsonObject.builder();
    primary.ifPresent(key -> keys.put("primaryKey", key.base64()));
    secondary.ifPresent(key -> keys.put("secondaryKey", key.base64()));
    return JsonObject.builder()
        .put("type", "sas")
        .put("symmetricKey", keys.build())
        .build();
  }

  private static JsonObject thumbprints(Authentication.SelfSigned pinned) {
    JsonObject.Builder thumbprints = JsonObject.builder();
    pinned.primary().ifPresent(one -> thumbprints.put("primaryThumbprint", one.hex()));
    pinned.secondary().ifPresent(one -> thumbprints.put("secondaryThumbprint", one.hex()));
    return thumbprints.build();
  }
}
