package io.twinhub.domain.twin.property;

import io.twinhub.domain.twin.property.PropertyMetadata.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct stamps of metadata, each with a position by which entries can refer to it. Most sections have
 * a few stamps, but one may have thousands.
 */
public final class StampPlaces {
  /** From this number of stamps on, they are looked up in a table; below it, a loop is faster. */
  private static final int INDEXED_FROM = 12;

  private final List<Stamp> stamps = new ArrayList<>();
  private final Map<Stamp, Integer> places = new HashMap<>();

  /** The stamps of {@code metadata}: its own first, the rest in the order of its entries. */
  public StampPlaces(PropertyMetadata metadata) {
    gather(metadata);
  }

  private void gather(PropertyMetadata entry) {
    if (place(entry.stamp()) < 0) {
      stamps.add(entry.stamp());
      if (stamps.size() == INDEXED_FROM) {
        stamps.forEach(stamp -> places.put(stamp, places.size()));
      } else if (stamps.size() > INDEXED_FROM) {
        places.put(entry.stamp(), places.size());
      }
    }
    entry.members().values().forEach(this::gather);
  }

  /** All stamps, in order. */
  public List<Stamp> all() {
    return stamps;
  }

  /** The position of a stamp; -1 if it is not among them. */
  public int place(Stamp stamp) {
    return stamps.size() < INDEXED_FROM ? stamps.indexOf(stamp) : places.getOrDefault(stamp, -1);
  }
}
