package io.twinhub.local.engine.compact.record;

import io.twinhub.application.json.JsonSource;
import io.twinhub.application.json.JsonSource.Piece;
import io.twinhub.local.engine.compact.bytes.MetadataPacking;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.bytes.PackedCursor;
import io.twinhub.local.engine.compact.bytes.Times;
import io.twinhub.local.engine.compact.bytes.Values;
import io.twinhub.local.engine.compact.text.StoredTime;
import io.twinhub.local.engine.compact.text.ValueText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes metadata as it is stored, and packs it again. A write gives many entries the same stamp, so the
 * stamps are a list of their own and entries refer to them by index: {@code
 * {"stamps":[["2024-05-06T12:00:00Z",2]],"tree":0}}. The stamp of a value that a configuration wrote goes on
 * with the configuration and its digest.
 *
 * <p>An entry is the index of its stamp if everything below the value has the same stamp; otherwise the
 * index and the entries of the value's members in order, {@code [0,[0,1]]}. If an entry's members are not
 * those of its value, they are given by name, {@code [0,{"a":0}]}, as all of them were in files of schema
 * 1.
 */
final class MetadataRecord {
  private static final byte[] STAMPS = ValueText.ascii("{\"stamps\":[");
  private static final byte[] TREE = ValueText.ascii("],\"tree\":");

  /** The value for an entry that has no value. */
  private static final byte[] NO_VALUE = {Values.NULL};

  private static final int BYTES_EXPECTED = 128;

  private final Values values;

  MetadataRecord(Values values) {
    this.values = values;
  }

  /** Writes the metadata at {@code in}, which belongs to the values at {@code value}. */
  void write(PackedCursor value, PackedCursor in, PackedBytes out) {
    out.raw(STAMPS);
    int stamps = in.size();
    for (int i = 0; i < stamps; i++) {
      out.raw(i == 0 ? ValueText.ascii("[\"") : ValueText.ascii(",[\""));
      out.raw(StoredTime.bytes(Times.read(in)));
      out.one('"');
      long version = in.number();
      if (version > 0) {
        out.one(',');
        ValueText.digits(version - 1, out);
      }
      MetadataPacking.readAuthor(in).ifPresent(author -> {
        out.one(',');
        ValueText.quoted(author.configuration(), out);
        out.one(',');
        ValueText.quoted(author.digest(), out);
      });
      out.one(']');
    }
    out.raw(TREE);
    writeEntry(value, in, out);
    out.one('}');
  }

  private void writeEntry(PackedCursor value, PackedCursor in, PackedBytes out) {
    int head = in.size();
    long place = head / MetadataPacking.FORMS;
    int form = head % MetadataPacking.FORMS;
    if (form == MetadataPacking.ALL_ALIKE) {
      ValueText.digits(place, out);
      Values.skip(value);
      return;
    }
    out.one('[');
    ValueText.digits(place, out);
    out.one(',');
    if (form == MetadataPacking.MIRRORED) {
      out.one('[');
      values.eachMember(value, number -> {
        if (number > 0) {
          out.one(',');
        }
        writeEntry(value, in, out);
      });
      out.one(']');
    } else {
      writeNamed(value, in, out);
    }
    out.one(']');
  }

  private void writeNamed(PackedCursor value, PackedCursor in, PackedBytes out) {
    int count = in.size();
    out.one('{');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.one(',');
      }
      String name = in.text();
      ValueText.quoted(name, out);
      out.one(':');
      writeEntry(member(value, name), in, out);
    }
    out.one('}');
    Values.skip(value);
  }

  /** The member with that name of the value here, or {@link #NO_VALUE}. */
  private PackedCursor member(PackedCursor value, String name) {
    PackedCursor member = value.other(value.at());
    return values.enter(member, name) ? member : new PackedCursor(NO_VALUE);
  }

  /** Packs the metadata at the current position of {@code fields}; {@code value} is what it belongs to. */
  void read(RecordFields fields, PackedCursor value, PackedBytes out) {
    fields.begin("metadata");
    fields.value("stamps", Piece.ARRAY);
    JsonSource in = fields.source();
    int stamps = readStamps(in, out);
    fields.passed();
    fields.value("tree");
    new Tree(in, stamps).entry(in.next(), value, out);
    fields.passed();
    fields.end();
  }

  private static int readStamps(JsonSource in, PackedBytes out) {
    PackedBytes stamps = new PackedBytes(BYTES_EXPECTED);
    int count = 0;
    Piece piece = in.next();
    for (; piece == Piece.ARRAY; piece = in.next()) {
      RecordFields.require(in.next() == Piece.TEXT, "stamps");
      Times.write(RecordFields.time(in.text(), "stamps"), stamps);
      Piece next = in.next();
      if (next == Piece.WHOLE) {
        stamps.number(in.whole() + 1);
        next = in.next();
      } else {
        stamps.number(0);
      }
      RecordFields.require(author(next, in, stamps) == Piece.END_ARRAY, "stamps");
      count++;
    }
    RecordFields.require(piece == Piece.END_ARRAY, "stamps");
    out.number(count);
    out.append(stamps);
    return count;
  }

  /** Packs the author, if one comes next, and returns what follows. */
  private static Piece author(Piece next, JsonSource in, PackedBytes stamps) {
    boolean any = next == Piece.TEXT;
    stamps.one(any ? 1 : 0);
    if (!any) {
      return next;
    }
    stamps.text(in.text());
    RecordFields.require(in.next() == Piece.TEXT, "stamps");
    stamps.text(in.text());
    return in.next();
  }

  /** Entries being read. */
  private final class Tree {
    private final JsonSource in;
    private final int stamps;

    Tree(JsonSource in, int stamps) {
      this.in = in;
      this.stamps = stamps;
    }

    void entry(Piece piece, PackedCursor value, PackedBytes out) {
      if (piece == Piece.WHOLE) {
        head(place(piece), MetadataPacking.ALL_ALIKE, out);
        Values.skip(value);
        return;
      }
      RecordFields.require(piece == Piece.ARRAY, "tree");
      long place = place(in.next());
      Piece members = in.next();
      if (members == Piece.ARRAY) {
        head(place, MetadataPacking.MIRRORED, out);
        values.eachMember(value, number -> entry(in.next(), value, out));
        RecordFields.require(in.next() == Piece.END_ARRAY, "tree");
      } else {
        RecordFields.require(members == Piece.OBJECT, "tree");
        named(place, value, out);
        Values.skip(value);
      }
      RecordFields.require(in.next() == Piece.END_ARRAY, "tree");
    }

    private void head(long place, int form, PackedBytes out) {
      out.number(place * MetadataPacking.FORMS + form);
    }

    private long place(Piece piece) {
      RecordFields.require(piece == Piece.WHOLE, "tree");
      long place = in.whole();
      RecordFields.require(place >= 0 && place < stamps, "tree");
      return place;
    }

    private void named(long place, PackedCursor value, PackedBytes out) {
      List<String> names = new ArrayList<>();
      List<byte[]> entries = new ArrayList<>();
      Piece piece = in.next();
      for (; piece == Piece.NAME; piece = in.next()) {
        String name = in.text();
        PackedBytes entry = new PackedBytes(BYTES_EXPECTED);
        entry(in.next(), member(value, name), entry);
        names.add(name);
        entries.add(entry.toArray());
      }
      RecordFields.require(piece == Piece.END_OBJECT, "tree");
      if (names.equals(values.names(value))) {
        mirrored(place, entries, out);
        return;
      }
      head(place, MetadataPacking.NAMED, out);
      out.number(names.size());
      for (int i = 0; i < entries.size(); i++) {
        out.text(names.get(i));
        out.raw(entries.get(i));
      }
    }

    private void mirrored(long place, List<byte[]> entries, PackedBytes out) {
      PackedBytes alike = new PackedBytes(Long.BYTES);
      head(place, MetadataPacking.ALL_ALIKE, alike);
      byte[] same = alike.toArray();
      if (entries.stream().allMatch(entry -> Arrays.equals(entry, same))) {
        out.raw(same);
        return;
      }
      head(place, MetadataPacking.MIRRORED, out);
      entries.forEach(out::raw);
    }
  }
}
