package io.twinhub.local.engine.compact.bytes;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Texts of documents that were made not long ago: who looks at a page often sees the same twins. A twin
 * that was written since has other bytes, so nothing here is ever out of date.
 */
public final class RecentTexts {
  /** How many texts are kept at most: forty pages of a hundred. A newer one takes an older one's place. */
  static final int TEXTS_MAX = 4096;

  /** Longer texts are not kept, in bytes; so all of them together take 16 MiB at most. */
  public static final int TEXT_BYTES_MAX = 4096;

  private final AtomicReferenceArray<Recent> texts = new AtomicReferenceArray<>(TEXTS_MAX);

  /** A text, and what it was made from: these very bytes, and the time of the last activity. */
  private record Recent(Object packed, Instant activity, Optional<byte[]> text) {
    boolean isOf(byte[] bytes, Instant time) {
      return packed == bytes && activity.equals(time);
    }
  }

  /** The text that was made from these, if it is still here. */
  public Optional<byte[]> find(byte[] packed, Instant activity) {
    Recent recent = texts.get(place(packed));
    return recent != null && recent.isOf(packed, activity) ? recent.text() : Optional.empty();
  }

  public void put(byte[] packed, Instant activity, Optional<byte[]> text) {
    if (text.isPresent() && text.get().length <= TEXT_BYTES_MAX) {
      texts.set(place(packed), new Recent(packed, activity, text));
    }
  }

  private static int place(byte[] packed) {
    return System.identityHashCode(packed) & (TEXTS_MAX - 1);
  }
}
