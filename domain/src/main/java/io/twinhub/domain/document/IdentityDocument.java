package io.twinhub.domain.document;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.Arrays;
import java.util.Optional;

/**
 * The JSON document of a device's or module's identity: in the registry's answers, and in the requests of
 * clients. Source: Azure's OpenAPI file.
 */
public final class IdentityDocument {
  private static final String CONNECTED = "Connected";
  private static final String DISCONNECTED = "Disconnected";

  private IdentityDocument() {}

  /** The registry's answer. Unlike {@link #of(IdentityRequest)}, it has null for missing values. */
  public static JsonObject of(RegisteredIdentity registered) {
    Identity identity = registered.identity();
    JsonObject.Builder document = identity.address().moduleId().isPresent()
        ? module(identity, registered.connection())
        : device(identity, registered.connection());
    identity.additions().attributes().ifPresent(own -> document.put(DocumentNames.ATTRIBUTES, own));
    return document.build();
  }

  private static JsonObject.Builder device(Identity identity, ConnectionState connection) {
    JsonObject.Builder document = JsonObject.builder()
        .put(DocumentNames.DEVICE_ID, identity.address().deviceId().value())
        .put(DocumentNames.GENERATION_ID, identity.generationId())
        .put(DocumentNames.ETAG, identity.etag().value())
        .put(DocumentNames.CONNECTION_STATE, connectionState(connection.connected()))
        .put(DocumentNames.STATUS, identity.status().azureName())
        .put(DocumentNames.STATUS_REASON, JsonString.orNull(identity.statusReason()))
        .put(
            DocumentNames.CONNECTION_STATE_UPDATED_TIME,
            HubTime.text(connection.stateUpdatedTime()))
        .put(DocumentNames.STATUS_UPDATED_TIME, HubTime.text(identity.statusUpdatedTime()))
        .put(DocumentNames.LAST_ACTIVITY_TIME, HubTime.text(connection.lastActivityTime()))
        .put(DocumentNames.MESSAGE_COUNT, connection.messageCount())
        .put(DocumentNames.AUTHENTICATION, AuthenticationDocument.answer(identity))
        .put(DocumentNames.CAPABILITIES, capabilities(identity.edge()));
    identity.deviceScope().ifPresent(scope -> document.put(DocumentNames.DEVICE_SCOPE, scope));
    if (identity.edge() || !identity.parentScopes().isEmpty()) {
      document.put(
          DocumentNames.PARENT_SCOPES, JsonArray.of(identity.parentScopes(), JsonString::new));
    }
    return document;
  }

  private static JsonObject.Builder module(Identity identity, ConnectionState connection) {
    TwinAddress address = identity.address();
    return JsonObject.builder()
        .put(DocumentNames.MODULE_ID, address.moduleId().orElseThrow().value())
        .put(DocumentNames.MANAGED_BY, JsonString.orNull(identity.managedBy()))
        .put(DocumentNames.DEVICE_ID, address.deviceId().value())
        .put(DocumentNames.GENERATION_ID, identity.generationId())
        .put(DocumentNames.ETAG, identity.etag().value())
        .put(DocumentNames.CONNECTION_STATE, connectionState(connection.connected()))
        .put(
            DocumentNames.CONNECTION_STATE_UPDATED_TIME,
            HubTime.text(connection.stateUpdatedTime()))
        .put(DocumentNames.LAST_ACTIVITY_TIME, HubTime.text(connection.lastActivityTime()))
        .put(DocumentNames.MESSAGE_COUNT, connection.messageCount())
        .put(DocumentNames.AUTHENTICATION, AuthenticationDocument.answer(identity));
  }

  /** {@code Connected} or {@code Disconnected}. */
  public static String connectionState(boolean connected) {
    return connected ? CONNECTED : DISCONNECTED;
  }

  static boolean isConnected(Members members) {
    return members.text(DocumentNames.CONNECTION_STATE).equals(Optional.of(CONNECTED));
  }

  /** The member {@code capabilities}. */
  public static JsonObject capabilities(boolean edge) {
    return JsonObject.builder().put(DocumentNames.IOT_EDGE, edge).build();
  }

  /** A document that begins with the ids of {@code address}. */
  public static JsonObject.Builder ids(TwinAddress address) {
    JsonObject.Builder document =
        JsonObject.builder().put(DocumentNames.DEVICE_ID, address.deviceId().value());
    address.moduleId().ifPresent(id -> document.put(DocumentNames.MODULE_ID, id.value()));
    return document;
  }

  /**
   * The ids that a document holds.
   *
   * @param deviceId the name of the member that holds the device's id
   * @throws HubException with {@link RequestError#invalid} if it is missing
   */
  public static TwinAddress address(Members members, String deviceId) {
    DeviceId device = new DeviceId(
        members.filledText(deviceId).orElseThrow(() -> members.invalid(deviceId, "is missing")));
    return members
        .filledText(DocumentNames.MODULE_ID)
        .map(module -> TwinAddress.of(device, new ModuleId(module)))
        .orElseGet(() -> TwinAddress.of(device));
  }

  /** The identity in a registry's answer. A missing member gets the value that it has in a new identity. */
  public static RegisteredIdentity registered(JsonObject document) {
    Members members = Members.leniently(document);
    Members authentication = members.inner(DocumentNames.AUTHENTICATION);
    Identity identity = new Identity(
        address(members, DocumentNames.DEVICE_ID),
        members.text(DocumentNames.GENERATION_ID).orElse(""),
        new IdentityEtag(members.text(DocumentNames.ETAG).orElse("")),
        AuthenticationDocument.shown(authentication),
        shownStatus(members),
        members.filledText(DocumentNames.STATUS_REASON),
        members.time(DocumentNames.STATUS_UPDATED_TIME),
        isEdge(members),
        members.filledText(DocumentNames.MANAGED_BY),
        members.filledText(DocumentNames.DEVICE_SCOPE),
        members.texts(DocumentNames.PARENT_SCOPES),
        new IdentityAdditions(
            attributes(members), AuthenticationDocument.additions(authentication)));
    ConnectionState connection = new ConnectionState(
        isConnected(members),
        members.time(DocumentNames.CONNECTION_STATE_UPDATED_TIME),
        members.time(DocumentNames.LAST_ACTIVITY_TIME),
        "",
        messageCount(members));
    return new RegisteredIdentity(identity, connection);
  }

  /** The cast is safe, since no queue holds more messages than an int can count. */
  static int messageCount(Members members) {
    return (int) members.number(DocumentNames.MESSAGE_COUNT);
  }

  /** Modules have no status of their own; a missing status means enabled. */
  static DeviceStatus shownStatus(Members members) {
    return members
            .text(DocumentNames.STATUS)
            .filter(DeviceStatus.DISABLED.azureName()::equalsIgnoreCase)
            .isPresent()
        ? DeviceStatus.DISABLED
        : DeviceStatus.ENABLED;
  }

  static boolean isEdge(Members members) {
    return members.inner(DocumentNames.CAPABILITIES).flag(DocumentNames.IOT_EDGE);
  }

  static Optional<JsonObject> attributes(Members members) {
    return members.object(DocumentNames.ATTRIBUTES).map(Members::object);
  }

  /**
   * The body that asks for an identity. Members that are left out stay as they were, or are made by the hub.
   */
  public static JsonObject of(IdentityRequest request) {
    JsonObject.Builder body = ids(request.address());
    AuthenticationDocument.request(request.credentials()).ifPresent(credentials -> {
      JsonObject.Builder authentication = credentials.toBuilder();
      request.additions().authentication().forEach(authentication::put);
      body.put(DocumentNames.AUTHENTICATION, authentication.build());
    });
    request.additions().attributes().ifPresent(own -> body.put(DocumentNames.ATTRIBUTES, own));
    request.managedBy().ifPresent(who -> body.put(DocumentNames.MANAGED_BY, who));
    if (request.address().moduleId().isEmpty()) {
      putDeviceMembers(body, request);
    }
    return body.build();
  }

  private static void putDeviceMembers(JsonObject.Builder body, IdentityRequest request) {
    body.put(DocumentNames.STATUS, request.status().azureName());
    request.statusReason().ifPresent(reason -> body.put(DocumentNames.STATUS_REASON, reason));
    body.put(DocumentNames.CAPABILITIES, capabilities(request.edge()));
    // A member that is left out may stay as it was; an empty scope removes a leaf device from its
    // parent.
    if (request.edge()) {
      body.put(DocumentNames.PARENT_SCOPES, JsonArray.of(request.parentScopes(), JsonString::new));
    } else {
      body.put(DocumentNames.DEVICE_SCOPE, request.deviceScope().orElse(""));
    }
  }

  /**
   * The identity that a client's body or a file asks for, whatever ids it holds. Values that only the hub
   * decides (generation, etag, times, connection) or only Azure's device registry ({@code
   * adrDeviceProperties}, {@code deviceResourceId}, {@code armSyncStatus}) are ignored, since clients send
   * them back.
   *
   * @throws HubException with {@link RequestError#invalid} if a member has a type or value that is not
   *     allowed, or with an {@link IdentityError} for a malformed key or thumbprint
   */
  public static IdentityRequest request(TwinAddress address, Members body) {
    IdentityRequest request = requestWithoutAttributes(address, body);
    return request.with(
        new IdentityAdditions(attributes(body), request.additions().authentication()));
  }

  /** As {@link #request}, for bulk entries: they have no attributes. */
  public static IdentityRequest requestWithoutAttributes(TwinAddress address, Members body) {
    Optional<Members> authentication = body.object(DocumentNames.AUTHENTICATION);
    return new IdentityRequest(
        address,
        authentication.map(AuthenticationDocument::wanted).orElseGet(Credentials.Unchanged::new),
        wantedStatus(body),
        body.filledText(DocumentNames.STATUS_REASON),
        isEdge(body),
        body.filledText(DocumentNames.MANAGED_BY),
        body.filledText(DocumentNames.DEVICE_SCOPE),
        body.texts(DocumentNames.PARENT_SCOPES),
        new IdentityAdditions(
            Optional.empty(),
            authentication.map(AuthenticationDocument::additions).orElse(JsonObject.EMPTY)));
  }

  /**
   * The case does not count, since the Java client writes capitals. A missing status means enabled, since an
   * identity is written as a whole.
   */
  private static DeviceStatus wantedStatus(Members body) {
    Optional<String> said = body.filledText(DocumentNames.STATUS);
    return said.isEmpty()
        ? DeviceStatus.ENABLED
        : Arrays.stream(DeviceStatus.values())
            .filter(status -> status.azureName().equalsIgnoreCase(said.get()))
            .findFirst()
            .orElseThrow(() -> body.invalid(DocumentNames.STATUS, "must be enabled or disabled"));
  }
}
