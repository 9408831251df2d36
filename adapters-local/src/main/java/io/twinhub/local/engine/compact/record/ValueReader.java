package io.twinhub.local.engine.compact.record;

import io.twinhub.application.json.JsonSource;
import io.twinhub.application.json.JsonSource.Piece;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.bytes.PackedCursor;
import io.twinhub.local.engine.compact.bytes.SharedTexts;
import io.twinhub.local.engine.compact.bytes.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/** Packs JSON text without making objects of its values. */
final class ValueReader {
  /** Enough for the members of most objects, in bytes. */
  private static final int BYTES_EXPECTED = 128;

  private final JsonSource in;
  private final SharedTexts words;
  private final Values values;

  ValueReader(JsonSource in, SharedTexts words, Values values) {
    this.in = in;
    this.words = words;
    this.values = values;
  }

  /** Packs the object that has just begun. */
  void object(PackedBytes out) {
    List<String> names = new ArrayList<>();
    PackedBytes members = new PackedBytes(BYTES_EXPECTED);
    Piece piece = in.next();
    for (; piece == Piece.NAME; piece = in.next()) {
      names.add(in.text());
      value(in.next(), members);
    }
    OptionalInt shape = words.shape(names);
    out.one(shape.isPresent() ? Values.SHAPED : Values.NAMED);
    int begin = out.begin();
    out.number(shape.orElse(names.size()));
    if (shape.isPresent()) {
      out.append(members);
    } else {
      named(names, new PackedCursor(members.toArray()), out);
    }
    out.end(begin);
  }

  private static void named(List<String> names, PackedCursor members, PackedBytes out) {
    RecordFields.require(new HashSet<>(names).size() == names.size(), "values");
    for (String name : names) {
      out.text(name);
      int start = members.at();
      Values.skip(members);
      int length = members.at() - start;
      members.go(start);
      members.copy(length, out);
    }
  }

  private void array(PackedBytes out) {
    out.one(Values.ARRAY);
    int begin = out.begin();
    PackedBytes elements = new PackedBytes(BYTES_EXPECTED);
    int count = 0;
    Piece piece = in.next();
    for (; piece != Piece.END_ARRAY; piece = in.next()) {
      value(piece, elements);
      count++;
    }
    out.number(count);
    out.append(elements);
    out.end(begin);
  }

  private void value(Piece piece, PackedBytes out) {
    switch (piece) {
      case OBJECT -> object(out);
      case ARRAY -> array(out);
      case TEXT -> values.text(in.text(), out);
      case WHOLE -> Values.whole(in.whole(), out);
      case DECIMAL -> Values.number(in.number(), out);
      case TRUE -> out.one(Values.TRUE);
      case FALSE -> out.one(Values.FALSE);
      case NULL -> out.one(Values.NULL);
      default -> throw new IllegalStateException("no value: " + piece);
    }
  }
}
