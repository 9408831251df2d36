package io.twinhub.bootstrap.sql;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonValue;
import java.util.regex.Pattern;

/**
 * The arguments of {@code .method}: {@code DEVICE[/MODULE] NAME [JSON]}.
 *
 * @param address whose method it is
 * @param name the method
 * @param payload JSON null if none was given
 */
record MethodLine(TwinAddress address, String name, JsonValue payload) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int WORDS = 3;

  /**
   * Reads a line.
   *
   * @throws RuntimeException with a message for the user, if a part is missing or the payload is not JSON
   */
  static MethodLine parse(String rest) {
    String[] words = BLANKS.split(rest, WORDS);
    if (words.length < 2) {
      throw new IllegalArgumentException(
          "write .method, a device's id or DEVICE/MODULE, a method's name, and its payload as JSON if it"
              + " has one");
    }
    return new MethodLine(
        address(words[0]),
        words[1],
        words.length < WORDS ? JsonNull.NULL : JsonText.parse(words[2]));
  }

  /** Ids contain no slash, so the first one ends the device's id. */
  private static TwinAddress address(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? TwinAddress.device(text)
        : TwinAddress.module(text.substring(0, slash), text.substring(slash + 1));
  }
}
