package io.twinhub.bootstrap.cli.command.identity;

import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.EtagOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.cli.remote.HubQueries;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** The parents and children of devices: an edge device is the parent of those that connect through it. */
final class Family {
  private final HubApi hub;

  Family(HubApi hub) {
    this.hub = hub;
  }

  private JsonObject identity(String id) {
    return (JsonObject)
        hub.send("GET", new DeviceOption(id).path(), Optional.empty()).body();
  }

  private static boolean isEdge(JsonObject device) {
    return device
        .find(JsonPath.of(DocumentNames.CAPABILITIES, DocumentNames.IOT_EDGE))
        .filter(JsonBool.TRUE::equals)
        .isPresent();
  }

  private static Optional<String> text(JsonObject device, String name) {
    return device
        .find(name)
        .flatMap(v -> v instanceof JsonString text ? Optional.of(text.value()) : Optional.empty())
        .filter(text -> !text.isEmpty());
  }

  /** The scope of the parent of {@code device}; a leaf device has that of its parent as its own. */
  private static Optional<String> parentScope(JsonObject device) {
    if (!isEdge(device)) {
      return text(device, DocumentNames.DEVICE_SCOPE);
    }
    return device.find(DocumentNames.PARENT_SCOPES).orElse(device) instanceof JsonArray scopes
        ? scopes.elements().stream().map(scope -> ((JsonString) scope).value()).findFirst()
        : Optional.empty();
  }

  private static String scopeOf(JsonObject parent, String id) {
    if (!isEdge(parent)) {
      throw CommandFailure.refused(
          "device '%s' is not an edge device, and only those have children".formatted(id));
    }
    return text(parent, DocumentNames.DEVICE_SCOPE)
        .orElseThrow(() -> CommandFailure.refused("device '%s' has no scope".formatted(id)));
  }

  /** The parent of a device. */
  JsonValue parent(String id) {
    String scope = parentScope(identity(id))
        .orElseThrow(() -> CommandFailure.refused("device '%s' has no parent".formatted(id)));
    JsonArray found = query("deviceScope = '%s' AND capabilities.iotEdge = true", scope);
    return found.elements().isEmpty()
        ? JsonObject.of(DocumentNames.DEVICE_SCOPE, new JsonString(scope))
        : found.elements().get(0);
  }

  /** The twins of the children of a device. */
  JsonArray children(String id) {
    return query("ARRAY_CONTAINS(parentScopes, '%s')", scopeOf(identity(id), id));
  }

  private JsonArray query(String condition, String scope) {
    String sql = "SELECT * FROM devices WHERE " + condition.formatted(scope.replace("'", "\\'"));
    return new HubQueries(hub).all(sql, Integer.MAX_VALUE, warning -> {});
  }

  /**
   * Makes devices children of another.
   *
   * @param force whether children of other parents are moved
   * @return the identity of the last
   */
  JsonValue join(String parentId, List<String> children, boolean force) {
    String scope = scopeOf(identity(parentId), parentId);
    List<JsonObject> found = children.stream().map(this::identity).toList();
    for (int i = 0; i < found.size(); i++) {
      if (!force && parentScope(found.get(i)).filter(old -> !old.equals(scope)).isPresent()) {
        throw CommandFailure.refused(
            "device '%s' has another parent; --force moves it".formatted(children.get(i)));
      }
    }
    JsonValue last = JsonObject.EMPTY;
    for (JsonObject child : found) {
      last = write(child, Optional.of(scope));
    }
    return last;
  }

  /** Takes children from their parent; all of them if {@code children} is empty. */
  void part(String parentId, Optional<List<String>> children) {
    String scope = scopeOf(identity(parentId), parentId);
    List<String> ids = children.orElseGet(() -> children(parentId).elements().stream()
        .map(twin -> text((JsonObject) twin, DocumentNames.DEVICE_ID).orElse(""))
        .toList());
    List<JsonObject> found = ids.stream().map(this::identity).toList();
    for (int i = 0; i < found.size(); i++) {
      if (!parentScope(found.get(i)).equals(Optional.of(scope))) {
        throw CommandFailure.refused(
            "device '%s' is not a child of '%s'".formatted(ids.get(i), parentId));
      }
    }
    found.forEach(child -> write(child, Optional.empty()));
  }

  private JsonValue write(JsonObject child, Optional<String> scope) {
    JsonObject changed = isEdge(child)
        ? child.with(
            DocumentNames.PARENT_SCOPES,
            new JsonArray(scope.<JsonValue>map(JsonString::new).stream().toList()))
        : child.with(DocumentNames.DEVICE_SCOPE, new JsonString(scope.orElse("")));
    String path = new DeviceOption(text(child, DocumentNames.DEVICE_ID).orElse("")).path();
    return hub.send("PUT", path, EtagOption.of(child), Optional.of(changed)).body();
  }
}
