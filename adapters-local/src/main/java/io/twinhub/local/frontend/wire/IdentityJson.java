package io.twinhub.local.frontend.wire;

import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/** Device and module identities as the registry answers them. Source: Azure's OpenAPI file. */
public final class IdentityJson {
  private IdentityJson() {}

  /** The document of a device or a module. */
  public static JsonObject of(RegisteredIdentity registered) {
    TwinAddress address = registered.identity().address();
    return address
        .moduleId()
        .map(moduleId -> module(address, registered))
        .orElseGet(() -> device(registered));
  }

  private static JsonObject device(RegisteredIdentity registered) {
    Identity identity = registered.identity();
    ConnectionState connection = registered.connection();
    JsonObject.Builder json = JsonObject.builder()
        .put("deviceId", identity.address().deviceId().value())
        .put("generationId", identity.generationId())
        .put("etag", identity.etag().value())
        .put("connectionState", TwinDocument.connectionState(connection.connected()))
        .put("status", identity.status().azureName())
        .put("statusReason", textOrNull(identity.statusReason()))
        .put("connectionStateUpdatedTime", HubTime.text(connection.stateUpdatedTime()))
        .put("statusUpdatedTime", HubTime.text(identity.statusUpdatedTime()))
        .put("lastActivityTime", HubTime.text(connection.lastActivityTime()))
        .put("cloudToDeviceMessageCount", connection.messageCount())
        .put("authentication", authentication(identity))
        .put(
            "capabilities", JsonObject.builder().put("iotEdge", identity.edge()).build());
    identity.deviceScope().ifPresent(scope -> json.put("deviceScope", scope));
    if (identity.edge() || !identity.parentScopes().isEmpty()) {
      json.put(
          "parentScopes",
          new JsonArray(
              identity.parentScopes().stream().<JsonValue>map(JsonString::new).toList()));
    }
    putAttributes(json, identity);
    return json.build();
  }

  private static void putAttributes(JsonObject.Builder json, Identity identity) {
    identity.additions().attributes().ifPresent(own -> json.put(TwinDocument.ATTRIBUTES, own));
  }

  private static JsonObject module(TwinAddress address, RegisteredIdentity registered) {
    Identity identity = registered.identity();
    ConnectionState connection = registered.connection();
    JsonObject.Builder json = JsonObject.builder()
        .put("moduleId", address.moduleId().orElseThrow().value())
        .put("managedBy", textOrNull(identity.managedBy()))
        .put("deviceId", address.deviceId().value())
        .put("generationId", identity.generationId())
        .put("etag", identity.etag().value())
        .put("connectionState", TwinDocument.connectionState(connection.connected()))
        .put("connectionStateUpdatedTime", HubTime.text(connection.stateUpdatedTime()))
        .put("lastActivityTime", HubTime.text(connection.lastActivityTime()))
        .put("cloudToDeviceMessageCount", connection.messageCount())
        .put("authentication", authentication(identity));
    putAttributes(json, identity);
    return json.build();
  }

  /** All members always, null where nothing is: no client is known to mind, and .NET expects them. */
  private static JsonObject authentication(Identity identity) {
    Authentication authentication = identity.authentication();
    JsonValue primaryKey = JsonNull.NULL;
    JsonValue secondaryKey = JsonNull.NULL;
    if (authentication instanceof Authentication.Sas sas) {
      primaryKey = new JsonString(sas.primaryKey().base64());
      secondaryKey = new JsonString(sas.secondaryKey().base64());
    }
    JsonObject thumbprints = authentication instanceof Authentication.SelfSigned certificate
        ? TwinDocument.thumbprints(certificate.primary(), certificate.secondary())
        : TwinDocument.thumbprints(Optional.empty(), Optional.empty());
    JsonObject.Builder json = JsonObject.builder()
        .put(
            "symmetricKey",
            JsonObject.builder()
                .put("primaryKey", primaryKey)
                .put("secondaryKey", secondaryKey)
                .build())
        .put("x509Thumbprint", thumbprints)
        .put("type", authentication.type());
    identity.additions().authentication().forEach(json::put);
    return json.build();
  }

  private static JsonValue textOrNull(Optional<String> text) {
    return text.<JsonValue>map(JsonString::new).orElse(JsonNull.NULL);
  }
}
