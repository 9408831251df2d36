package io.twinhub.bootstrap.cli.option;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON objects that users type, or keep in a file. */
public final class JsonOption {
  /** How much of a wrong text a message repeats, in characters: two lines of a terminal. */
  private static final int SHOWN_MAX = 160;

  private JsonOption() {}

  /**
   * The object that {@code text} is; {@code @file} reads a file.
   *
   * @throws CommandFailure naming {@code option} and the place of the mistake
   */
  public static JsonObject parse(String option, String text) {
    try {
      return text.startsWith("@")
          ? read(option, Path.of(text.substring(1)))
          : JsonText.parseObject(text);
    } catch (HubException notJson) {
      throw CommandFailure.usage("%s: %s: %s".formatted(option, notJson.getMessage(), shown(text)));
    }
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }

  /** The object in {@code file}. */
  public static JsonObject read(String option, Path file) {
    try {
      return JsonText.parseObject(Files.readAllBytes(file));
    } catch (IOException e) {
      throw CommandFailure.usage("%s: cannot read %s".formatted(option, file));
    } catch (HubException notJson) {
      throw CommandFailure.usage("%s: %s: %s".formatted(option, file, notJson.getMessage()));
    }
  }
}
