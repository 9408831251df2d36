package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.Difference;
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

/** Compares two documents of one member. Shows no keys, only that they differ. */
final class MemberComparison {
  private static final JsonValue KEY = new JsonString("(a key)");

  private MemberComparison() {}

  /** The differences between two documents of one member, in the order of their paths. */
  static List<Difference> differences(
      TwinAddress address, Optional<JsonObject> left, Optional<JsonObject> right) {
    List<Difference> found = new ArrayList<>();
    if (left.isPresent() && right.isPresent()) {
      collect(
          new Difference(address, JsonPath.ROOT, Optional.of(left.get()), Optional.of(right.get())),
          found);
    } else if (left.isPresent() || right.isPresent()) {
      found.add(new Difference(
          address,
          JsonPath.ROOT,
          left.map(MemberComparison::ids),
          right.map(MemberComparison::ids)));
    }
    return found;
  }

  /** A member that is missing on one side is named but not shown, since it may hold keys. */
  private static JsonValue ids(JsonObject document) {
    return new JsonString(document.has(DocumentNames.MODULE_ID) ? "module" : "device");
  }

  private static void collect(Difference here, List<Difference> found) {
    if (here.left().equals(here.right())) {
      return;
    }
    if (here.left().orElse(KEY) instanceof JsonObject left
        && here.right().orElse(KEY) instanceof JsonObject right) {
      Set<String> names = new LinkedHashSet<>(left.names());
      names.addAll(right.names());
      names.stream()
          .sorted()
          .forEach(name -> collect(
              new Difference(
                  here.address(), here.path().then(name), left.find(name), right.find(name)),
              found));
    } else {
      found.add(shown(here));
    }
  }

  private static Difference shown(Difference found) {
    List<String> segments = found.path().segments();
    boolean secret = segments.size() >= FleetDocument.KEYS.size()
        && segments.subList(0, FleetDocument.KEYS.size()).equals(FleetDocument.KEYS);
    return secret
        ? new Difference(
            found.address(),
            found.path(),
            found.left().map(key -> KEY),
            found.right().map(key -> KEY))
        : found;
  }
}
