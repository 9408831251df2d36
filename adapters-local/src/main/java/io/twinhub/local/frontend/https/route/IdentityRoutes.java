package io.twinhub.local.frontend.https.route;

import static io.twinhub.domain.access.DataAction.CLOUD_TO_DEVICE_MESSAGES_PURGE;
import static io.twinhub.domain.access.DataAction.DEVICES_DELETE;
import static io.twinhub.domain.access.DataAction.DEVICES_READ;
import static io.twinhub.domain.access.DataAction.DEVICES_WRITE;

import io.twinhub.application.document.BulkDocument;
import io.twinhub.application.document.KeyRotationDocument;
import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.KeyChoice;
import io.twinhub.application.port.in.KeyRotation;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.local.frontend.wire.ErrorBody;
import java.util.List;
import java.util.Optional;

/** {@code /devices}: the identity registry. */
public final class IdentityRoutes {
  private static final String DEVICES = "devices";
  private static final String DEVICE = "devices/*";
  private static final String MODULES = "devices/*/modules";
  private static final String MODULE = "devices/*/modules/*";
  private static final int MULTI_STATUS = 207;
  private static final int BAD_REQUEST = 400;

  private final DeviceIdentities identities;
  private final ServiceMessages messages;

  /** Creates the routes to the registry; {@code messages} purges a device's messages. */
  public IdentityRoutes(DeviceIdentities identities, ServiceMessages messages) {
    this.identities = identities;
    this.messages = messages;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", DEVICES, this::list, DEVICES_READ),
        Route.of("POST", DEVICES, this::bulk, DEVICES_WRITE, DEVICES_DELETE),
        Route.of("POST", "devices/keys/regenerate", this::regenerateKeys, DEVICES_WRITE),
        Route.ofRead(DEVICE, this::get, DEVICES_READ),
        Route.of("PUT", DEVICE, this::put, DEVICES_WRITE),
        Route.of("DELETE", DEVICE, this::delete, DEVICES_DELETE),
        Route.ofOwner("GET", MODULES, this::modules, DEVICES_READ),
        Route.ofOwner("GET", MODULE, this::get, DEVICES_READ),
        Route.ofOwner("PUT", MODULE, this::put, DEVICES_WRITE),
        Route.ofOwner("DELETE", MODULE, this::delete, DEVICES_DELETE),
        Route.of("DELETE", DEVICE + "/commands", this::purge, CLOUD_TO_DEVICE_MESSAGES_PURGE),
        Route.of("DELETE", MODULE + "/commands", this::purge, CLOUD_TO_DEVICE_MESSAGES_PURGE));
  }

  private Response get(Call call) {
    return answer(call, identities.get(call.principal(), call.address()));
  }

  /** Creates without If-Match and updates with it; this is how the SDKs tell the two apart. */
  private Response put(Call call) {
    Members body = Members.of(call.request().jsonObject());
    TwinAddress address = call.address();
    requireSame(body, DocumentNames.DEVICE_ID, Optional.of(address.deviceId().value()));
    requireSame(body, DocumentNames.MODULE_ID, address.moduleId().map(ModuleId::value));
    IdentityRequest wanted = IdentityDocument.request(address, body);
    Optional<IfMatch> ifMatch = call.header("If-Match").map(IfMatch::parseOfIdentity);
    if (ifMatch.isPresent()) {
      return answer(call, identities.update(call.principal(), wanted, ifMatch.get()));
    }
    // Modules get 200, too, although 201 is also documented: not every client accepts 201.
    return answer(call, identities.create(call.principal(), wanted));
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

  private Response delete(Call call) {
    IfMatch ifMatch = IfMatch.parseOfIdentity(call.header("If-Match").orElse(""));
    identities.delete(call.principal(), call.address(), ifMatch);
    return Response.noContent();
  }

  private Response list(Call call) {
    int top = call.request()
        .target()
        .parameter("top")
        .map(IdentityRoutes::top)
        .orElse(DeviceIdentities.LIST_MAX);
    return array(call, identities.list(call.principal(), top));
  }

  /** Asking for more than the maximum is not an error: callers of the .NET SDK often do. */
  private static int top(String text) {
    if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < 1) {
      throw new HubException(RequestError.invalid(
          "top must be a whole number from 1 to %d, but".formatted(DeviceIdentities.LIST_MAX)
              + " was '" + ClientText.shown(text) + "'"));
    }
    return (int) Math.min(Long.parseLong(text), DeviceIdentities.LIST_MAX);
  }

  private Response modules(Call call) {
    return array(call, identities.modules(call.principal(), call.deviceId()));
  }

  private Response bulk(Call call) {
    List<BulkFailure> failures =
        identities.bulk(call.principal(), BulkDocument.operations(call.request().json()));
    JsonObject result = BulkDocument.result(failures, ErrorBody::clientText);
    return failures.isEmpty() ? Response.ok(result) : Response.of(BAD_REQUEST, result);
  }

  /** Responds 207 if only some identities have new keys, 400 if none has. */
  private Response regenerateKeys(Call call) {
    Members body = Members.of(call.request().jsonObject());
    KeyChoice choice = KeyRotationDocument.choice(body);
    List<KeyRotation> rotations =
        identities.regenerateKeys(call.principal(), choice, KeyRotationDocument.addresses(body));
    long failures =
        rotations.stream().filter(KeyRotation.Failed.class::isInstance).count();
    JsonObject result = KeyRotationDocument.result(choice, rotations, ErrorBody::clientText);
    if (failures == 0) {
      return Response.ok(result);
    }
    return Response.of(failures < rotations.size() ? MULTI_STATUS : BAD_REQUEST, result);
  }

  private Response purge(Call call) {
    int purged = messages.purge(call.principal(), call.address());
    return Response.ok(JsonObject.builder()
        .put("totalMessagesPurged", purged)
        .put(DocumentNames.DEVICE_ID, call.deviceId().value())
        .put(
            DocumentNames.MODULE_ID,
            JsonString.orNull(call.address().moduleId().map(ModuleId::value)))
        .build());
  }

  private static Response answer(Call call, RegisteredIdentity registered) {
    return Response.ok(call.inItsVersion(IdentityDocument.of(registered)))
        .withEtag(registered.identity().etag().value());
  }

  private static Response array(Call call, List<RegisteredIdentity> registered) {
    return Response.ok(
        JsonArray.of(registered, one -> call.inItsVersion(IdentityDocument.of(one))));
  }
}
