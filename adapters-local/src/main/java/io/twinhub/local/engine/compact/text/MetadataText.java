package io.twinhub.local.engine.compact.text;

import io.twinhub.domain.document.HubTime;
import io.twinhub.local.engine.compact.bytes.MetadataPacking;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.bytes.PackedCursor;
import io.twinhub.local.engine.compact.bytes.SharedTexts;
import io.twinhub.local.engine.compact.bytes.Times;
import io.twinhub.local.engine.compact.bytes.Values;

/** Writes packed metadata as JSON text, taking the names from the values that it mirrors. */
public final class MetadataText {
  private static final byte[] UPDATED = ValueText.ascii("{\"$lastUpdated\":\"");
  private static final byte[] QUOTE = ValueText.ascii("\"");
  private static final byte[] VERSION = ValueText.ascii("\",\"$lastUpdatedVersion\":");

  private static final byte[] BY = ValueText.ascii(",\"$lastUpdatedBy\":");
  private static final byte[] DIGEST = ValueText.ascii(",\"$lastUpdatedByDigest\":");

  private static final int STAMP_BYTES_EXPECTED = 96;

  private final SharedTexts words;
  private final ValueText texts;

  public MetadataText(SharedTexts words, ValueText texts) {
    this.words = words;
    this.texts = texts;
  }

  /**
   * Writes the metadata at {@code in}, which belongs to the values at {@code values}.
   *
   * @return false if it does not mirror them; what was written is then useless
   */
  public boolean write(PackedCursor values, PackedCursor in, PackedBytes out) {
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
      MetadataPacking.readAuthor(in).ifPresent(author -> {
        ValueText.member(BY, author.configuration(), stamp);
        ValueText.member(DIGEST, author.digest(), stamp);
      });
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
    boolean mirrors = form == MetadataPacking.ALL_ALIKE
        ? alike(values, stamp, out)
        : members(values, out, member -> entry(member, in, stamps, out));
    out.one('}');
    return mirrors;
  }

  /** Writes the same entry for the value and everything below it. */
  private boolean alike(PackedCursor values, byte[] stamp, PackedBytes out) {
    return members(values, out, member -> {
      out.raw(stamp);
      boolean mirrors = alike(member, stamp, out);
      out.one('}');
      return mirrors;
    });
  }

  /** Writes the entry of one value. */
  private interface Entry {
    boolean of(PackedCursor value);
  }

  /** Writes the members of the value at {@code values}, if it is an object, each with its entry. */
  private boolean members(PackedCursor values, PackedBytes out, Entry entry) {
    int kind = values.one();
    if (!Values.isObject(kind)) {
      Values.skip(kind, values);
      return true;
    }
    values.number();
    int head = values.size();
    byte[][] names = kind == Values.SHAPED ? words.names(head) : new byte[head][];
    boolean mirrors = true;
    for (int i = 0; i < names.length && mirrors; i++) {
      out.one(',');
      if (kind == Values.SHAPED) {
        out.raw(names[i]);
      } else {
        texts.text(values, out);
        out.one(':');
      }
      mirrors = entry.of(values);
    }
    return mirrors;
  }
}
