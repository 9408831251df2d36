package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.local.engine.query.table.Candidate;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The paths of the first candidates of a collection. */
final class PathSample {
  /** How many candidates are read: the twins of a fleet have few different shapes. */
  static final int CANDIDATES_MAX = 1000;

  /** How many paths are kept: each hint is compared with all of them. */
  static final int PATHS_MAX = 10_000;

  private final Set<JsonPath> paths = new LinkedHashSet<>();

  private PathSample() {}

  /** Reads candidates until there are enough. */
  static Set<JsonPath> of(Iterator<? extends Candidate> candidates) {
    PathSample sample = new PathSample();
    for (int i = 0; i < CANDIDATES_MAX && candidates.hasNext(); i++) {
      sample.add(JsonPath.ROOT, candidates.next().document().object());
    }
    return sample.paths;
  }

  /** Recurses no deeper than a document, whose depth the twin's limits bound. */
  private void add(JsonPath parent, JsonObject object) {
    object.forEach((name, value) -> {
      JsonPath path = parent.then(name);
      if (paths.size() < PATHS_MAX) {
        paths.add(path);
      }
      if (value instanceof JsonObject child) {
        add(path, child);
      }
    });
  }
}
