package io.twinhub.bootstrap.cli.print;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The text of a hub's refusal, in either of the two forms that the REST API uses. */
public final class RefusalText {
  private RefusalText() {}

  /** The message in the body of a refusal of either form; the body itself if it has neither form. */
  public static String of(byte[] body) {
    try {
      JsonObject error = JsonText.parseObject(body);
      String message =
          text(error, "Message").or(() -> text(error, "message")).orElse(error.toString());
      if (!message.startsWith("{")) {
        return message;
      }
      JsonObject inner = JsonText.parseObject(message);
      return inner.find("errorCode").map(code -> code + " ").orElse("")
          + text(inner, "message").orElse(message);
    } catch (HubException notJson) {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private static Optional<String> text(JsonObject object, String name) {
    return object
        .find(name)
        .flatMap(v -> v instanceof JsonString text ? Optional.of(text.value()) : Optional.empty());
  }
}
