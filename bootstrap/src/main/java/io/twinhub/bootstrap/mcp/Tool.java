package io.twinhub.bootstrap.mcp;

import io.twinhub.domain.document.Members;
import io.twinhub.domain.json.JsonObject;

/**
 * Something that an agent can ask for.
 *
 * @param name its name in the protocol, such as {@code show_twin}
 * @param description for the agent, which chooses by it
 * @param scope which hubs have it
 * @param effect what it may do
 * @param arguments what it takes
 * @param action does it; refuses by an exception, whose message says what to do next
 */
public record Tool(
    String name,
    String description,
    Scope scope,
    Effect effect,
    Arguments arguments,
    Action action) {

  /** What a tool does. */
  @FunctionalInterface
  public interface Action {
    /** Answers a call with these arguments, which have been checked. */
    JsonObject answer(Members arguments);
  }

  /** The words of the name, for people. */
  public String title() {
    String words = name.replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Answers a call; refuses arguments that do not fit. */
  public JsonObject call(JsonObject given) {
    return action.answer(arguments.checked(given));
  }
}
