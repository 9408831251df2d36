package io.twinhub.local.engine.compact.bytes;

import java.util.Optional;
import java.util.function.Supplier;

/** Packed tags, or packed properties with their metadata; also their stored text, once it was asked for. */
public final class PackedSection {
  /** The size of most sections, in bytes. */
  public static final int BYTES_EXPECTED = 128;

  /**
   * Stands for the source of a section that was read from a document, so that no object is taken for it.
   */
  public static final Object DOCUMENT = new Object();

  private static final byte[] NOTHING = new byte[0];

  private final Object source;
  private final byte[] values;
  private final byte[] metadata;
  private volatile Optional<byte[]> text = Optional.empty();

  /**
   * A packed section.
   *
   * @param source the object that was packed; it need not be packed again
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

  /** The size in bytes. */
  public int bytes() {
    return values.length + metadata.length;
  }

  /** The packed values; not to be modified. */
  public byte[] values() {
    return values;
  }

  /** The packed metadata; not to be modified. */
  public byte[] metadata() {
    return metadata;
  }

  /** The stored text, which {@code maker} makes on the first call; not to be modified. */
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
