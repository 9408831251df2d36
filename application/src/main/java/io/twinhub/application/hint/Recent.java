package io.twinhub.application.hint;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets the entry that was used least recently when it is full. Not safe for threads. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  /** How many entries it keeps; a hub setting. */
  static final int ENTRIES_MAX = 10_000;

  Recent() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > ENTRIES_MAX;
  }
}
