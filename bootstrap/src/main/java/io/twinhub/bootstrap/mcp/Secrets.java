package io.twinhub.bootstrap.mcp;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps keys out of answers: what an agent reads goes to a company elsewhere, and into its logs. Tools do not put
 * keys into answers; this also hides those that somebody has put into a twin or a message.
 */
public final class Secrets {
  /** What stands where a secret was. */
  public static final String HIDDEN = "(hidden)";

  private static final Set<String> MEMBERS =
      Set.of(DocumentNames.SYMMETRIC_KEY, DocumentNames.PRIMARY_KEY, DocumentNames.SECONDARY_KEY);

  private static final Pattern KEY =
      Pattern.compile("(?i)((?:SharedAccessKey|AccountKey|SharedSecret)\\s*=\\s*)[^;\"'\\s\\\\]+");

  private static final Pattern TOKEN =
      Pattern.compile("(?i)(SharedAccessSignature\\s+|[?&\\s]sig=)[^\"'\\s\\\\]+");

  private Secrets() {}

  /** The text without secrets. */
  public static String hidden(String text) {
    String withoutKeys = KEY.matcher(text).replaceAll("$1" + HIDDEN);
    return TOKEN.matcher(withoutKeys).replaceAll("$1" + HIDDEN);
  }

  /** The value without secrets. */
  public static JsonValue hidden(JsonValue value) {
    if (value instanceof JsonObject object) {
      return hidden(object);
    }
    if (value instanceof JsonArray array) {
      return JsonArray.of(array.elements(), Secrets::hidden);
    }
    return value instanceof JsonString text ? new JsonString(hidden(text.value())) : value;
  }

  /** The object without secrets. */
  public static JsonObject hidden(JsonObject object) {
    JsonObject.Builder rest = JsonObject.builder();
    object.forEach((name, value) ->
        rest.put(name, MEMBERS.contains(name) ? new JsonString(HIDDEN) : hidden(value)));
    return rest.build();
  }
}
