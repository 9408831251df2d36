package io.twinhub.bootstrap.cli.option;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** JSON that users type, or keep in a file. */
public final class JsonOption {
  /** How much of an invalid text a message repeats, in characters: two lines of a terminal. */
  private static final int SHOWN_MAX = 160;

  /** What somebody who meant a file would write; JSON objects begin otherwise. */
  private static final Pattern PATH = Pattern.compile("[A-Za-z./~\\\\_][^{}\\[\\]\":]*");

  private JsonOption() {}

  /**
   * Reads {@code text} as a JSON object; {@code @file} reads a file, and so does the name of a file that is
   * there, as with {@code az}.
   *
   * @throws CommandFailure naming {@code option} and the place of the mistake
   */
  public static JsonObject parse(String option, String text) {
    Optional<Path> file = file(text);
    if (file.isPresent()) {
      return read(option, file.get(), JsonText::parseObject);
    }
    if (PATH.matcher(text).matches()) {
      throw CommandFailure.usage("%s: '%s' is neither a JSON object nor the name of a file"
          .formatted(option, shown(text)));
    }
    return typed(option, text, JsonText::parseObject);
  }

  /**
   * Reads {@code text} as a JSON value of any kind; files are read as in {@link #parse}.
   *
   * @throws CommandFailure naming {@code option} and the place of the mistake
   */
  public static JsonValue parseAny(String option, String text) {
    Optional<Path> file = file(text);
    return file.isPresent() ? read(option, file.get(), JsonText::parse) : parseTyped(option, text);
  }

  /**
   * Reads {@code text} itself as a JSON value of any kind.
   *
   * @throws CommandFailure naming {@code option} and the place of the mistake
   */
  public static JsonValue parseTyped(String option, String text) {
    return typed(option, text, JsonText::parse);
  }

  /** {@code text} as JSON if it is that, and as a string if not. */
  public static JsonValue scalar(String text) {
    try {
      return JsonText.parse(text);
    } catch (HubException notJson) {
      return new JsonString(text);
    }
  }

  private static Optional<Path> file(String text) {
    try {
      if (text.startsWith("@")) {
        return Optional.of(Path.of(text.substring(1)));
      }
      return Optional.of(Path.of(text)).filter(Files::isRegularFile);
    } catch (InvalidPathException noFile) {
      return Optional.empty();
    }
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
