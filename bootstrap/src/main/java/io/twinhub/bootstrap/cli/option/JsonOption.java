package io.twinhub.bootstrap.cli.option;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** JSON objects that users type, or keep in a file. */
public final class JsonOption {
  /** How much of an invalid text a message repeats, in characters: two lines of a terminal. */
  private static final int SHOWN_MAX = 160;

  private JsonOption() {}

  /**
   * Reads {@code text} as a JSON object; {@code @file} reads a file.
   *
   * @throws CommandFailure naming {@code option} and the place of the mistake
   */
  public static JsonObject parse(String option, String text) {
    return text.startsWith("@")
        ? read(option, Path.of(text.substring(1)))
        : typed(option, text, JsonText::parseObject);
  }

  /**
   * Reads {@code text} as a JSON value of any kind; {@code @file} reads a file.
   *
   * @throws CommandFailure naming {@code option} and the place of the mistake
   */
  public static JsonValue parseAny(String option, String text) {
    return text.startsWith("@")
        ? read(option, Path.of(text.substring(1)), JsonText::parse)
        : typed(option, text, JsonText::parse);
  }

  private static <T> T typed(String option, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (HubException notJson) {
      throw CommandFailure.usage("%s: %s: %s".formatted(option, notJson.getMessage(), shown(text)));
    }
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }

  /** The object in {@code file}. */
  public static JsonObject read(String option, Path file) {
    return read(option, file, JsonText::parseObject);
  }

  private static <T> T read(String option, Path file, Function<byte[], T> parse) {
    try {
      return parse.apply(Files.readAllBytes(file));
    } catch (IOException e) {
      throw CommandFailure.usage("%s: cannot read %s".formatted(option, file));
    } catch (HubException notJson) {
      throw CommandFailure.usage("%s: %s: %s".formatted(option, file, notJson.getMessage()));
    }
  }
}
