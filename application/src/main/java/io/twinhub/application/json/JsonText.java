package io.twinhub.application.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * JSON text (RFC 8259, UTF-8), read strictly and without loss: numbers keep every digit, and members keep
 * their order. If a name occurs twice, the last member counts, as in the service.
 */
public final class JsonText {
  /**
   * How deep a text may nest. The limit is deeper than any twin, so that a twin's own limit is reported
   * first.
   */
  public static final int DEPTH_MAX = 64;

  /** The longest name, in characters; a twin's limit is 1,024 bytes. */
  static final int NAME_LENGTH_MAX = 16 * 1024;

  /**
   * The longest number, in characters: no sensible number is longer, and the time to parse one grows
   * quadratically.
   */
  static final int NUMBER_LENGTH_MAX = 400;

  /** The longest string, in characters; bodies are bounded before they get here. */
  static final int STRING_LENGTH_MAX = 1024 * 1024;

  /**
   * How many tokens a client's text may have: names, values, and ends of objects and arrays. A hundred
   * devices with full twins need fewer; each token takes up to a hundred bytes of memory, however short it
   * is.
   */
  public static final int TOKENS_MAX = 100_000;

  private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
      .maxNestingDepth(DEPTH_MAX)
      .maxNameLength(NAME_LENGTH_MAX)
      .maxNumberLength(NUMBER_LENGTH_MAX)
      .maxStringLength(STRING_LENGTH_MAX)
      .build();

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().streamReadConstraints(LIMITS).build();

  /** For texts of clients: the JVM must not keep their names in memory longer than the text itself. */
  private static final JsonFactory FACTORY_FOR_CLIENTS = new JsonFactoryBuilder()
      .streamReadConstraints(LIMITS.rebuild().maxTokenCount(TOKENS_MAX).build())
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .build();

  /** For texts that this program wrote itself: whatever was accepted once must be readable again. */
  private static final JsonFactory FACTORY_OF_OWN = new JsonFactoryBuilder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build())
      .build();

  private JsonText() {}

  /**
   * Reads one value from UTF-8 text.
   *
   * @throws HubException with {@link RequestError#notJson}, naming line and column, if {@code utf8} is
   *     not one JSON value or breaks a limit of this class
   */
  public static JsonValue parse(byte[] utf8) {
    return parse(FACTORY, utf8);
  }

  /**
   * Reads one value from a client's text; see {@link #parse(byte[])}.
   *
   * @throws HubException also if it has more than {@value #TOKENS_MAX} tokens
   */
  public static JsonValue parseOfClient(byte[] utf8) {
    return parse(FACTORY_FOR_CLIENTS, utf8);
  }

  /** Reads one object from a client's text; see {@link #parseOfClient}. */
  public static JsonObject parseObjectOfClient(byte[] utf8) {
    return object(parseOfClient(utf8));
  }

  /**
   * The text of one member of an object that a client sent, exactly as the client wrote it. The name matches
   * in any case; if it occurs several times, the last member counts.
   *
   * @param utf8 an object that {@link #parseObjectOfClient} reads
   * @return empty if there is no such member
   * @throws HubException as {@link #parseObjectOfClient} does
   */
  public static Optional<byte[]> memberOf(byte[] utf8, String name) {
    try (JsonParser parser = FACTORY_FOR_CLIENTS.createParser(utf8)) {
      Optional<byte[]> found = Optional.empty();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean named = parser.currentName().equalsIgnoreCase(name);
        parser.nextToken();
        byte[] text = textOfValue(parser, utf8);
        found = named ? Optional.of(text) : found;
      }
      return found;
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw notUtf8();
    }
  }

  /** The parser also reads encodings other than UTF-8, but gives no byte offsets for them. */
  private static byte[] textOfValue(JsonParser parser, byte[] utf8) throws IOException {
    long begin = parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    long end = parser.currentLocation().getByteOffset();
    if (begin < 0) {
      throw notUtf8();
    }
    return Arrays.copyOfRange(utf8, (int) begin, (int) end);
  }

  private static HubException notUtf8() {
    return new HubException(RequestError.notJson("not JSON: the text is not UTF-8"));
  }

  private static JsonValue parse(JsonFactory factory, byte[] utf8) {
    try (JsonParser parser = factory.createParser(utf8)) {
      return document(parser);
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw notUtf8();
    }
  }

  /** Reads one value; see {@link #parse(byte[])}. */
  public static JsonValue parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads one object.
   *
   * @throws HubException with {@link RequestError#notJson} if {@code utf8} is not one JSON object
   */
  public static JsonObject parseObject(byte[] utf8) {
    return object(parse(utf8));
  }

  /**
   * Has {@code reading} read one value that this program wrote itself, piece by piece and without this
   * class's limits.
   *
   * @throws HubException as {@link #parse(byte[])} does
   */
  public static <R> R readOwn(byte[] utf8, Function<JsonSource, R> reading) {
    try (JsonParser parser = FACTORY_OF_OWN.createParser(utf8)) {
      R result = reading.apply(new JsonSource(parser));
      end(parser);
      return result;
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof JsonProcessingException cause ? notJson(cause) : e;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static JsonObject object(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new HubException(RequestError.notJson("expected a JSON object"));
  }

  /**
   * Reads one array.
   *
   * @throws HubException with {@link RequestError#notJson} if {@code text} is not one JSON array
   */
  public static JsonArray parseArray(String text) {
    if (parse(text) instanceof JsonArray array) {
      return array;
    }
    throw new HubException(RequestError.notJson("expected a JSON array"));
  }

  /** Reads one object; see {@link #parseObject(byte[])}. */
  public static JsonObject parseObject(String text) {
    return parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonValue document(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new HubException(RequestError.notJson("expected JSON, found nothing"));
    }
    JsonValue value = value(parser, first);
    end(parser);
    return value;
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new HubException(RequestError.notJson("not JSON: %s: more text after the value"
          .formatted(place(parser.currentTokenLocation()))));
    }
  }

  private static JsonValue value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonString(parser.getText());
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> JsonBool.TRUE;
      case VALUE_FALSE -> JsonBool.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new IllegalStateException("token " + token);
    };
  }

  private static JsonNumber decimal(JsonParser parser) throws IOException {
    return JsonNumber.parse(parser.getText())
        .orElseThrow(() -> new HubException(
            RequestError.notJson("not JSON: %s: the exponent of a number is beyond %d"
                .formatted(place(parser.currentTokenLocation()), JsonNumber.EXPONENT_MAX))));
  }

  private static JsonNumber whole(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? JsonNumber.of(parser.getDecimalValue())
        : JsonNumber.of(parser.getLongValue());
  }

  /** Reads the object that begins at the parser's current token. */
  static JsonObject object(JsonParser parser) throws IOException {
    JsonObject.Builder members = JsonObject.builder();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return members.build();
  }

  private static JsonArray array(JsonParser parser) throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return new JsonArray(elements);
  }

  private static HubException notJson(JsonProcessingException e) {
    String reason = JsonMistake.text(e);
    // A broken limit has no location; Jackson's annotations do not say so.
    JsonLocation location = e.getLocation();
    return new HubException(RequestError.notJson(
        location == null
            ? "not JSON: " + reason
            : "not JSON: %s: %s".formatted(place(location), reason)));
  }

  private static String place(JsonLocation location) {
    return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
