package io.twinhub.local.engine.pack;

import io.twinhub.domain.twin.HubTime;

/** Packed metadata as JSON text; goes through the values that it mirrors, for their names. */
final class MetadataText {
  private static final byte[] UPDATED = ValueText.ascii("{\"$lastUpdated\":\"");
  private static final byte[] QUOTE = ValueText.ascii("\"");
  private static final byte[] VERSION = ValueText.ascii("\",\"$lastUpdatedVersion\":");

  private static final int STAMP_BYTES_EXPECTED = 96;

  private final Words words;
  private final ValueText texts;

  MetadataText(Words words, ValueText texts) {
    this.words = words;
    this.texts = texts;
  }

  /**
   * Writes the metadata that stands at {@code in} of the values that stand at {@code values}.
   *
   * @return false if it does not mirror them; then what was written is of no use
   */
  boolean write(PackedCursor values, PackedCursor in, PackedBytes out) {
    byte[][] stamps = new byte[in.size()][];
    PackedBytes stamp = new PackedBytes(STAMP_BYTES_EXPECTED);
    for (int i = 0; i < stamps.length; i++) {
      stamp.clear();
      stamp.raw(UPDATED);
      stamp.raw(ValueText.ascii(HubTime.text(Times.read(in))));
      long version = in.number();
      stamp.raw(version == 0 ? QUOTE : VERSION);
      if (version > 0) {
        ValueText.digits(version - 1, stamp);
      }
      stamps[i] = stamp.toArray();
    }
    return entry(values, in, stamps, out);
  }

  private boolean entry(PackedCursor values, PackedCursor in, byte[][] stamps, PackedBytes out) {
    int head = in.size();
    byte[] stamp = stamps[head / MetadataPacking.FORMS];
    int form = head % MetadataPacking.FORMS;
    if (form == MetadataPacking.NAMED) {
      return false;
    }
    out.raw(stamp);
    if (form == MetadataPacking.ALL_ALIKE) {
      alike(values, stamp, out);
    } else if (!members(values, in, stamps, out)) {
      return false;
    }
    out.one('}');
    return true;
  }

  /** The entries of the members of the object at {@code values}, each from {@code in}. */
  private boolean members(PackedCursor values, PackedCursor in, byte[][] stamps, PackedBytes out) {
    int kind = values.one();
    if (!Values.isObject(kind)) {
      Values.skip(kind, values);
      return true;
    }
    values.number();
    int head = values.size();
    int count = count(kind, head);
    for (int i = 0; i < count; i++) {
      name(kind, head, i, values, out);
      if (!entry(values, in, stamps, out)) {
        return false;
      }
    }
    return true;
  }

  /** The same entry for all that is below. */
  private void alike(PackedCursor values, byte[] stamp, PackedBytes out) {
    int kind = values.one();
    if (!Values.isObject(kind)) {
      Values.skip(kind, values);
      return;
    }
    values.number();
    int head = values.size();
    int count = count(kind, head);
    for (int i = 0; i < count; i++) {
      name(kind, head, i, values, out);
      out.raw(stamp);
      alike(values, stamp, out);
      out.one('}');
    }
  }

  private int count(int kind, int head) {
    return kind == Values.SHAPED ? words.names(head).length : head;
  }

  private void name(int kind, int head, int place, PackedCursor values, PackedBytes out) {
    out.one(',');
    if (kind == Values.SHAPED) {
      out.raw(words.names(head)[place]);
    } else {
      texts.text(values, out);
      out.one(':');
    }
  }
}
