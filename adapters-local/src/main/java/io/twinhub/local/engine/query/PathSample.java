package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.UsedPath;
import io.twinhub.local.engine.query.table.Candidate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The paths of the first candidates of a collection. */
final class PathSample {
  /** How many candidates are read: the twins of a fleet have few different shapes. */
  static final int CANDIDATES_MAX = 1000;

  /** How many paths are kept: each hint is compared with all of them. */
  static final int PATHS_MAX = 10_000;

  private static final JsonValue.Visitor<String> TYPE = new TypeName();

  private final Map<JsonPath, Use> uses = new LinkedHashMap<>();

  private PathSample() {}

  /** How a path is used. */
  private static final class Use {
    private final List<String> types = new ArrayList<>(1);
    private int twins;

    private void add(String type) {
      twins++;
      if (!types.contains(type)) {
        types.add(type);
      }
    }
  }

  /** Reads candidates until there are enough. */
  static PathSample of(Iterator<? extends Candidate> candidates) {
    PathSample sample = new PathSample();
    for (int i = 0; i < CANDIDATES_MAX && candidates.hasNext(); i++) {
      sample.add(JsonPath.ROOT, candidates.next().document().object());
    }
    return sample;
  }

  /** Recurses no deeper than a document, whose depth the twin's limits bound. */
  private void add(JsonPath parent, JsonObject object) {
    object.forEach((name, value) -> {
      JsonPath path = parent.then(name);
      if (uses.size() < PATHS_MAX || uses.containsKey(path)) {
        uses.computeIfAbsent(path, first -> new Use()).add(value.accept(TYPE));
      }
      if (value instanceof JsonObject child) {
        add(path, child);
      }
    });
  }

  /** The paths, in the order in which they were found. */
  Set<JsonPath> paths() {
    return uses.keySet();
  }

  /** The paths with the types of their values and the number of candidates that have them. */
  List<UsedPath> used() {
    return uses.entrySet().stream()
        .map(entry -> new UsedPath(entry.getKey(), entry.getValue().types, entry.getValue().twins))
        .toList();
  }

  /** The names of the types. */
  private static final class TypeName implements JsonValue.Visitor<String> {
    @Override
    public String object(JsonObject value) {
      return "object";
    }

    @Override
    public String array(JsonArray value) {
      return "array";
    }

    @Override
    public String string(JsonString value) {
      return "string";
    }

    @Override
    public String number(JsonNumber value) {
      return "number";
    }

    @Override
    public String bool(JsonBool value) {
      return "boolean";
    }

    @Override
    public String nothing(JsonNull value) {
      return "null";
    }
  }
}
