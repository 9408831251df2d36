package io.twinhub.application.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads a document piece by piece, for callers who do not need it as a whole. */
public final class JsonSource {
  private final JsonParser in;

  JsonSource(JsonParser in) {
    this.in = in;
  }

  /** The kinds of pieces. */
  public enum Piece {
    /** An object begins; names and values follow in turn. */
    OBJECT,
    /** An object ends. */
    END_OBJECT,
    /** An array begins; its elements follow. */
    ARRAY,
    /** An array ends. */
    END_ARRAY,
    /** A member's name. */
    NAME,
    /** A text. */
    TEXT,
    /** A whole number that fits a long. */
    WHOLE,
    /** Any other number. */
    DECIMAL,
    /** True. */
    TRUE,
    /** False. */
    FALSE,
    /** Null. */
    NULL,
    /** The end of the document. */
    END
  }

  /** A read from memory, which fails only if the text is not JSON. */
  private interface Step<R> {
    R run() throws IOException;
  }

  private static <R> R read(Step<R> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Advances to the next piece. */
  public Piece next() {
    try {
      JsonToken token = in.nextToken();
      return token == null ? Piece.END : piece(token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Piece piece(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> Piece.OBJECT;
      case END_OBJECT -> Piece.END_OBJECT;
      case START_ARRAY -> Piece.ARRAY;
      case END_ARRAY -> Piece.END_ARRAY;
      case FIELD_NAME -> Piece.NAME;
      case VALUE_STRING -> Piece.TEXT;
      case VALUE_NUMBER_INT ->
        in.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? Piece.DECIMAL : Piece.WHOLE;
      case VALUE_NUMBER_FLOAT -> Piece.DECIMAL;
      case VALUE_TRUE -> Piece.TRUE;
      case VALUE_FALSE -> Piece.FALSE;
      case VALUE_NULL -> Piece.NULL;
      default -> throw new IllegalStateException("token " + token);
    };
  }

  /** Reads the whole object that begins here. */
  public JsonObject object() {
    return read(() -> JsonText.object(in));
  }

  /** Reads the whole document, which is an object. */
  public JsonObject document() {
    if (next() != Piece.OBJECT) {
      throw new IllegalStateException("the document is no object");
    }
    return object();
  }

  /** The text or the name at the current piece. */
  public String text() {
    return read(in::getText);
  }

  /** The whole number at the current piece. */
  public long whole() {
    return read(in::getLongValue);
  }

  /** The number at the current piece, with all its digits. */
  public JsonNumber number() {
    return read(() -> JsonNumber.of(in.getDecimalValue()));
  }
}
