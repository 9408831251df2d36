package io.twinhub.local.engine.compact.record;

import io.twinhub.application.json.JsonSource;
import io.twinhub.application.json.JsonSource.Piece;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.local.engine.compact.text.StoredTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the members of a stored document by type, in the order in which they are written. A document with
 * other members or another order is damaged.
 */
final class RecordFields {
  /** Stands for the name after the last member. */
  private static final String NONE = "";

  private final JsonSource in;
  private String name = NONE;

  /** Reads the document at the start of {@code in}. */
  RecordFields(JsonSource in) {
    this.in = in;
  }

  /** The source, for a caller that reads a value itself. */
  JsonSource source() {
    return in;
  }

  /** Enters the document. */
  void begin() {
    require(in.next() == Piece.OBJECT, "document");
    advance();
  }

  /** Enters the object with this name. */
  void begin(String member) {
    value(member, Piece.OBJECT);
    advance();
  }

  /** Leaves the object, all of which must have been read. */
  void end() {
    if (!name.equals(NONE)) {
      throw new IllegalArgumentException("'%s' is not expected there".formatted(name));
    }
    advance();
  }

  private void advance() {
    name = in.next() == Piece.NAME ? in.text() : NONE;
  }

  /** Whether the member with this name comes next. */
  boolean isNext(String member) {
    return name.equals(member);
  }

  /** Goes to the value with this name, of any kind. The caller reads it, then calls {@link #passed}. */
  void value(String member) {
    require(isNext(member), member);
  }

  /** Enters the value with this name, of this kind. The caller reads it, then calls {@link #passed}. */
  void value(String member, Piece kind) {
    require(isNext(member) && in.next() == kind, member);
  }

  /** Tells that the caller has read the value. */
  void passed() {
    advance();
  }

  String text(String member) {
    value(member, Piece.TEXT);
    String text = in.text();
    advance();
    return text;
  }

  Optional<String> findText(String member) {
    return isNext(member) ? Optional.of(text(member)) : Optional.empty();
  }

  /** The whole object with this name, if it comes next. */
  Optional<JsonObject> findObject(String member) {
    if (!isNext(member)) {
      return Optional.empty();
    }
    value(member, Piece.OBJECT);
    JsonObject object = in.object();
    advance();
    return Optional.of(object);
  }

  long number(String member) {
    value(member, Piece.WHOLE);
    long number = in.whole();
    advance();
    return number;
  }

  boolean flag(String member) {
    Piece piece = isNext(member) ? in.next() : Piece.END;
    require(piece == Piece.TRUE || piece == Piece.FALSE, member);
    advance();
    return piece == Piece.TRUE;
  }

  Instant time(String member) {
    return time(text(member), member);
  }

  static Instant time(String text, String member) {
    try {
      return StoredTime.parse(text);
    } catch (DateTimeException e) {
      throw damaged(member);
    }
  }

  /** The strings of this member; empty if it does not come next. */
  List<String> texts(String member) {
    if (!isNext(member)) {
      return List.of();
    }
    value(member, Piece.ARRAY);
    List<String> texts = new ArrayList<>();
    Piece piece = in.next();
    for (; piece == Piece.TEXT; piece = in.next()) {
      texts.add(in.text());
    }
    require(piece == Piece.END_ARRAY, member);
    advance();
    return texts;
  }

  static void require(boolean fits, String member) {
    if (!fits) {
      throw damaged(member);
    }
  }

  static IllegalArgumentException damaged(String member) {
    return new IllegalArgumentException("'%s' is missing or of another type".formatted(member));
  }
}
