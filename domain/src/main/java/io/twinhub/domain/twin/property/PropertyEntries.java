package io.twinhub.domain.twin.property;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of an object's members, by name and in order. The list of names is shared with the object
 * where possible, since each write makes new metadata but rarely changes a name.
 */
final class PropertyEntries extends AbstractMap<String, PropertyMetadata> {
  static final PropertyEntries NONE = new PropertyEntries(List.of(), new PropertyMetadata[0]);

  private final List<String> names;
  private final PropertyMetadata[] entries;

  private PropertyEntries(List<String> names, PropertyMetadata[] entries) {
    this.names = names;
    this.entries = entries;
  }

  /** The entries of {@code members}, in the map's order. */
  static PropertyEntries of(Map<String, PropertyMetadata> members) {
    return members instanceof PropertyEntries same
        ? same
        : new PropertyEntries(
            List.copyOf(members.keySet()), members.values().toArray(new PropertyMetadata[0]));
  }

  /** Takes entries in the order of their names. */
  static final class Builder {
    private final List<String> names;
    private final PropertyMetadata[] entries;
    private int count;

    /** One entry for each of {@code names}; the list must not change. */
    Builder(List<String> names) {
      this.names = names;
      this.entries = new PropertyMetadata[names.size()];
    }

    void add(PropertyMetadata entry) {
      entries[count++] = entry;
    }

    PropertyEntries build() {
      return new PropertyEntries(names, entries);
    }
  }

  /** Whether these are its names, in this order. */
  boolean areNamed(List<String> others) {
    return names == others || names.equals(others);
  }

  /** The entry at this position. */
  PropertyMetadata at(int place) {
    return entries[place];
  }

  /** Finds entries by name; fast if they are asked for in their order. */
  Search search() {
    return new Search();
  }

  /** A search that continues from the last entry found. */
  final class Search {
    private int next;

    Optional<PropertyMetadata> find(String name) {
      for (int passed = 0; passed < entries.length; passed++) {
        int at = next;
        next = (next + 1) % entries.length;
        if (names.get(at).equals(name)) {
          return Optional.of(entries[at]);
        }
      }
      return Optional.empty();
    }
  }

  @Override
  public @Nullable PropertyMetadata get(Object name) {
    int at = names.indexOf(name);
    return at < 0 ? null : entries[at];
  }

  @Override
  public boolean containsKey(Object name) {
    return names.contains(name);
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super PropertyMetadata> visitor) {
    for (int i = 0; i < entries.length; i++) {
      visitor.accept(names.get(i), entries[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, PropertyMetadata>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, PropertyMetadata>> iterator() {
        return IntStream.range(0, entries.length)
            .mapToObj(i -> Map.entry(names.get(i), entries[i]))
            .iterator();
      }

      @Override
      public int size() {
        return entries.length;
      }
    };
  }
}
