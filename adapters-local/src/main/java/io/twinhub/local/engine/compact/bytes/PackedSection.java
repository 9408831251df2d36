package io.twinhub.local.engine.compact.bytes;

import java.util.Optional;
import java.util.function.Supplier;

/** Tags, or properties with their metadata, packed; and as stored text, once somebody asked for that. */
public final class PackedSection {
  /** The size of most sections, in bytes. */
  public static final int BYTES_EXPECTED = 128;

  /** The source of what was read from a document: nobody has it, so nobody shares the section. */
  public static final Object DOCUMENT = new Object();

  private static final byte[] NOTHING = new byte[0];

  private final Object source;
  private final byte[] values;
  private final byte[] metadata;
  private volatile Optional<byte[]> text = Optional.empty();

  /**
   * A packed section.
   *
   * @param source what was packed: the same object need not be packed again
   */
  public PackedSection(Object source, PackedBytes values, PackedBytes metadata) {
    this.source = source;
    this.values = values.toArray();
    this.metadata = metadata.toArray();
  }

  /** Packed tags, which have no metadata. */
  public PackedSection(Object source, PackedBytes values) {
    this.source = source;
    this.values = values.toArray();
    this.metadata = NOTHING;
  }

  /** Whether {@code other} is the object that was packed. */
  public boolean isOf(Object other) {
    return source == other;
  }

  /** How many bytes it takes. */
  public int bytes() {
    return values.length + metadata.length;
  }

  /** The packed values; not to be written into. */
  public byte[] values() {
    return values;
  }

  /** The packed metadata; not to be written into. */
  public byte[] metadata() {
    return metadata;
  }

  /** The text, which {@code maker} makes if nobody asked for it before; not to be written into. */
  public byte[] text(Supplier<byte[]> maker) {
    Optional<byte[]> known = text;
    if (known.isPresent()) {
      return known.get();
    }
    byte[] made = maker.get();
    text = Optional.of(made);
    return made;
  }
}
