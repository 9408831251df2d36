package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.EdgeScope;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.IfMatch;
import java.util.Optional;
import java.util.Set;

/**
 * Identities of devices and modules: {@code GET identity} without keys, {@code PUT identity} with {@code
 * {status?, parent?}}, {@code DELETE}, {@code POST modules} with {@code {moduleId}}, and {@code POST
 * connection-string}, the only answer with keys.
 */
final class IdentityGroup implements ExplorerGroup {
  private static final String PARENT = "parent";

  private final ExplorerHub hub;

  IdentityGroup(ExplorerHub hub) {
    this.hub = hub;
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return switch (request.route()) {
      case "GET devices/*/identity" -> json(json(found(request.address())));
      case "PUT devices/*/identity" -> json(json(changed(request.address(), request.members())));
      case "DELETE devices/*" -> deleted(request.address());
      case "POST devices/*/modules" -> json(module(request.address(), request.members()));
      case "POST devices/*/connection-string" -> json(connectionStrings(request.address()));
      default -> Optional.empty();
    };
  }

  private static Optional<ExplorerAnswer> json(JsonObject document) {
    return Optional.of(ExplorerAnswer.of(document));
  }

  /** The registry's document of an identity without its keys, and with the id of its parent. */
  static JsonObject json(RegisteredIdentity registered) {
    JsonObject document = IdentityDocument.of(registered);
    JsonValue authentication = document.find(DocumentNames.AUTHENTICATION).orElse(JsonObject.EMPTY);
    JsonObject.Builder shown = document.toBuilder();
    if (authentication instanceof JsonObject object) {
      shown.put(DocumentNames.AUTHENTICATION, object.without(DocumentNames.SYMMETRIC_KEY));
    }
    parent(registered.identity()).ifPresent(id -> shown.put(PARENT, id));
    return shown.build();
  }

  /** An edge device has a scope of its own, so only its parent scopes name its parent. */
  private static Optional<String> parent(Identity identity) {
    Optional<String> scope = identity.parentScopes().stream()
        .findFirst()
        .or(() -> identity.edge() ? Optional.empty() : identity.deviceScope());
    return scope.flatMap(EdgeScope::parse).map(found -> found.device().value());
  }

  private RegisteredIdentity found(TwinAddress address) {
    return hub.reads()
        .identities()
        .find(address)
        .orElseThrow(() -> new HubException(address.notFound()));
  }

  /** The condition keeps the change from undoing another that comes in between. */
  private RegisteredIdentity changed(TwinAddress address, Members change) {
    change.requireKnown(Set.of(DocumentNames.STATUS, PARENT));
    if (address.moduleId().isPresent()) {
      throw new HubException(
          RequestError.invalid("a module has neither a status nor a parent of its own"));
    }
    Identity now = found(address).identity();
    IdentityRequest same = IdentityRequest.of(now);
    JsonObject.Builder wanted = IdentityDocument.of(same).toBuilder();
    change.find(DocumentNames.STATUS).ifPresent(status -> wanted.put(DocumentNames.STATUS, status));
    IdentityRequest request = IdentityDocument.request(address, change.with(wanted.build()));
    if (change.findEvenNull(PARENT).isPresent()) {
      request = placed(request, change.filledText(PARENT));
    }
    return hub.ports()
        .identities()
        .update(request, IfMatch.parseOfIdentity(now.etag().value()));
  }

  private IdentityRequest placed(IdentityRequest request, Optional<String> parent) {
    Optional<String> scope = parent.map(this::scope);
    return request.edge()
        ? request.placed(true, request.deviceScope(), scope.stream().toList())
        : request.placed(false, scope, scope.stream().toList());
  }

  private String scope(String parent) {
    Identity identity = found(TwinAddress.device(parent)).identity();
    return identity
        .deviceScope()
        .filter(scope -> identity.edge())
        .orElseThrow(() -> new HubException(RequestError.invalid(
            "'%s' is not an IoT Edge device, so it cannot be a parent".formatted(parent))));
  }

  private Optional<ExplorerAnswer> deleted(TwinAddress address) {
    hub.ports().identities().delete(address, IfMatch.any());
    return Optional.of(ExplorerAnswer.done());
  }

  private JsonObject module(TwinAddress device, Members body) {
    body.requireKnown(Set.of(DocumentNames.MODULE_ID));
    String id = body.filledText(DocumentNames.MODULE_ID)
        .orElseThrow(() -> body.invalid(DocumentNames.MODULE_ID, "is missing"));
    if (device.moduleId().isPresent()) {
      throw new HubException(RequestError.invalid("a module has no modules"));
    }
    TwinAddress address = TwinAddress.module(device.deviceId().value(), id);
    return json(hub.ports().identities().create(IdentityRequest.withKeys(address)));
  }

  private JsonObject connectionStrings(TwinAddress address) {
    Identity identity = hub.ports()
        .identities()
        .find(address)
        .orElseThrow(() -> new HubException(address.notFound()))
        .identity();
    String host = hub.deviceHostName().get();
    if (identity.authentication() instanceof Authentication.Sas keys) {
      return JsonObject.builder()
          .put("primary", ConnectionString.ofDevice(host, address, keys.primaryKey()))
          .put("secondary", ConnectionString.ofDevice(host, address, keys.secondaryKey()))
          .build();
    }
    if (identity.authentication() instanceof Authentication.None) {
      throw new HubException(RequestError.invalid(
          "%s has no keys, or the policy of this Explorer may not read them".formatted(address)));
    }
    return JsonObject.builder()
        .put("certificate", ConnectionString.ofCertificate(host, address))
        .build();
  }
}
