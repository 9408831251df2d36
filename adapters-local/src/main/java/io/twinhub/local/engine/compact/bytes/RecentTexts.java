package io.twinhub.local.engine.compact.bytes;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Texts of documents that were made recently, since clients often read the same twins again. A twin that
 * was written since then has other bytes, so nothing here is ever out of date.
 */
public final class RecentTexts {
  /** The maximum number of texts: forty pages of a hundred. A newer text replaces an older one. */
  static final int TEXTS_MAX = 4096;

  /** The longest text that is kept, in bytes; all texts together take at most 16 MiB. */
  public static final int TEXT_BYTES_MAX = 4096;

  private final AtomicReferenceArray<Recent> texts = new AtomicReferenceArray<>(TEXTS_MAX);

  /** A text and what it was made from: this very array, and the time of the last activity. */
  private record Recent(Object packed, Instant activity, Optional<byte[]> text) {
    boolean isOf(byte[] bytes, Instant time) {
      return packed == bytes && activity.equals(time);
    }
  }

  /** The text that was made from these arguments, if it is still kept. */
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
