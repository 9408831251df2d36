package io.twinhub.domain.configuration;

import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.property.Author;
import io.twinhub.domain.twin.property.DesiredProperties;
import io.twinhub.domain.twin.property.PropertyMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The patch that gives desired properties the settings of configurations. */
final class DesiredPatch {
  private final Map<JsonPath, Author> authors = new LinkedHashMap<>();
  private final JsonObject members;

  private DesiredPatch(DesiredProperties desired, SettingTree<Claim> winners) {
    this.members =
        object(JsonPath.ROOT, desired.values(), desired.metadata(), winners).patch();
  }

  static DesiredPatch of(DesiredProperties desired, SettingTree<Claim> winners) {
    return new DesiredPatch(desired, winners);
  }

  /** What changes; nothing if it is empty. */
  JsonObject members() {
    return members;
  }

  /** Who wrote the values of the patch, by their paths. */
  Map<JsonPath, Author> authors() {
    return authors;
  }

  /**
   * What happens to an object.
   *
   * @param patch what changes in it
   * @param emptied whether it loses all its members
   */
  private record Part(JsonObject patch, boolean emptied) {}

  private Part object(
      JsonPath path, JsonObject values, PropertyMetadata metadata, SettingTree<Claim> wanted) {
    JsonObject.Builder patch = JsonObject.builder();
    int removed = 0;
    for (String name : values.names()) {
      Optional<JsonValue> change = member(
          path.then(name),
          values.find(name).orElse(JsonNull.NULL),
          metadata.members().get(name),
          wanted.members().get(name));
      change.ifPresent(value -> patch.put(name, value));
      removed += change.filter(value -> value == JsonNull.NULL).isPresent() ? 1 : 0;
    }
    boolean added = false;
    for (Map.Entry<String, SettingTree<Claim>> entry : wanted.members().entrySet()) {
      if (!values.has(entry.getKey())) {
        Optional<JsonValue> value = whole(path.then(entry.getKey()), entry.getValue());
        value.ifPresent(made -> patch.put(entry.getKey(), made));
        added |= value.isPresent();
      }
    }
    return new Part(patch.build(), removed == values.size() && removed > 0 && !added);
  }

  /** What a stored value becomes; empty if it stays. */
  private Optional<JsonValue> member(
      JsonPath path,
      JsonValue value,
      @Nullable PropertyMetadata metadata,
      @Nullable SettingTree<Claim> wanted) {
    if (wanted != null && wanted.owner().isPresent()) {
      return isThere(value, metadata, wanted) ? Optional.empty() : set(path, wanted);
    }
    if (value instanceof JsonObject object && !object.isEmpty()) {
      Part part = object(
          path,
          object,
          metadata == null ? PropertyMetadata.NEW : metadata,
          wanted == null ? new SettingTree<>() : wanted);
      if (part.emptied()) {
        return Optional.of(JsonNull.NULL);
      }
      return part.patch().isEmpty() ? Optional.empty() : Optional.of(part.patch());
    }
    Optional<JsonValue> object = wanted == null ? Optional.empty() : whole(path, wanted);
    return object.isEmpty() && author(metadata).isPresent() ? Optional.of(JsonNull.NULL) : object;
  }

  private static boolean isThere(
      JsonValue value, @Nullable PropertyMetadata metadata, SettingTree<Claim> wanted) {
    if (wanted.value().equals(JsonObject.EMPTY)) {
      return value instanceof JsonObject;
    }
    return value.equals(wanted.value())
        && author(metadata).equals(wanted.owner().map(Claim::author));
  }

  private static Optional<Author> author(@Nullable PropertyMetadata metadata) {
    return metadata == null ? Optional.empty() : metadata.stamp().author();
  }

  /** The value of the setting here; null removes what is there. */
  private Optional<JsonValue> set(JsonPath path, SettingTree<Claim> wanted) {
    if (wanted.value() != JsonNull.NULL) {
      wanted.owner().ifPresent(claim -> authors.put(path, claim.author()));
    }
    return Optional.of(wanted.value());
  }

  /** Everything that is wanted here and below, where nothing is yet; empty if nothing is. */
  private Optional<JsonValue> whole(JsonPath path, SettingTree<Claim> wanted) {
    if (wanted.owner().isPresent()) {
      return wanted.value() == JsonNull.NULL ? Optional.empty() : set(path, wanted);
    }
    JsonObject.Builder object = JsonObject.builder();
    boolean any = false;
    for (Map.Entry<String, SettingTree<Claim>> entry : wanted.members().entrySet()) {
      Optional<JsonValue> value = whole(path.then(entry.getKey()), entry.getValue());
      value.ifPresent(made -> object.put(entry.getKey(), made));
      any |= value.isPresent();
    }
    return any ? Optional.of(object.build()) : Optional.empty();
  }
}
