package io.twinhub.domain.twin.property;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The automatic configurations whose condition holds for a twin.
 *
 * @param byId how each stands with the twin, by its id; the most important first
 */
public record Standings(Map<String, Standing> byId) {
  /** No configurations. */
  public static final Standings NONE = new Standings(Map.of());

  /** Copies {@code byId}, keeping its order. */
  public Standings {
    byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return byId.isEmpty();
  }
}
