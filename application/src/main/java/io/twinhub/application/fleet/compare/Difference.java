package io.twinhub.application.fleet.compare;

import io.twinhub.application.fleet.FleetDocument;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place where two hubs differ. Shows no keys, only that they are others.
 *
 * @param address whose document it is
 * @param path the place in the document; the root if one hub does not have the member at all
 * @param left what the one hub has there
 * @param right what the other hub has there
 */
public record Difference(
    TwinAddress address, JsonPath path, Optional<JsonValue> left, Optional<JsonValue> right) {

  private static final JsonValue KEY = new JsonString("(a key)");

  /** The differences between two documents of one member, in the order of their places. */
  public static List<Difference> between(
      TwinAddress address, Optional<JsonObject> left, Optional<JsonObject> right) {
    List<Difference> found = new ArrayList<>();
    if (left.isPresent() && right.isPresent()) {
      collect(
          new Difference(address, JsonPath.ROOT, Optional.of(left.get()), Optional.of(right.get())),
          found);
    } else if (left.isPresent() || right.isPresent()) {
      found.add(new Difference(
          address, JsonPath.ROOT, left.map(Difference::ids), right.map(Difference::ids)));
    }
    return found;
  }

  /** A member that is missing on one side is named, not shown: it may hold keys. */
  private static JsonValue ids(JsonObject document) {
    return new JsonString(document.has(DocumentNames.MODULE_ID) ? "module" : "device");
  }

  private static void collect(Difference here, List<Difference> found) {
    if (here.left.equals(here.right)) {
      return;
    }
    if (here.left.orElse(KEY) instanceof JsonObject left
        && here.right.orElse(KEY) instanceof JsonObject right) {
      Set<String> names = new LinkedHashSet<>(left.names());
      names.addAll(right.names());
      names.stream()
          .sorted()
          .forEach(name -> collect(here.below(name, left.find(name), right.find(name)), found));
    } else {
      found.add(here.shown());
    }
  }

  private Difference below(String name, Optional<JsonValue> l, Optional<JsonValue> r) {
    return new Difference(address, path.then(name), l, r);
  }

  private Difference shown() {
    List<String> segments = path.segments();
    boolean secret = segments.size() >= FleetDocument.KEYS.size()
        && segments.subList(0, FleetDocument.KEYS.size()).equals(FleetDocument.KEYS);
    return secret ? new Difference(address, path, left.map(k -> KEY), right.map(k -> KEY)) : this;
  }
}
