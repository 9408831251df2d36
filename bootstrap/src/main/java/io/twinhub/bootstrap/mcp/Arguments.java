package io.twinhub.bootstrap.mcp;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a tool takes: the schema that clients see, and the check of what they send. */
public final class Arguments {
  private static final Argument NONE = new Argument(JsonObject.EMPTY);

  private final Map<String, Argument> known;
  private final List<String> required;

  private Arguments(Map<String, Argument> known, List<String> required) {
    this.known = known;
    this.required = required;
  }

  /** No arguments. */
  public static Arguments none() {
    return new Arguments(new LinkedHashMap<>(), List.of());
  }

  /** The ids of a device or of one of its modules. */
  public static Arguments ofTarget() {
    return none()
        .needs(DocumentNames.DEVICE_ID, Argument.text("The device.", "thermostat-1"))
        .takes(
            DocumentNames.MODULE_ID,
            Argument.text("The module, if one of the device's modules is meant.", "camera"));
  }

  /** The same with an argument that must be given. */
  public Arguments needs(String name, Argument argument) {
    List<String> names = new ArrayList<>(required);
    names.add(name);
    return new Arguments(with(name, argument), names);
  }

  /** The same with an argument that may be left out. */
  public Arguments takes(String name, Argument argument) {
    return new Arguments(with(name, argument), required);
  }

  private Map<String, Argument> with(String name, Argument argument) {
    Map<String, Argument> more = new LinkedHashMap<>(known);
    more.put(name, argument);
    return more;
  }

  /** The names of all of them, in order. */
  public List<String> names() {
    return List.copyOf(known.keySet());
  }

  /** The JSON schema. */
  public JsonObject schema() {
    JsonObject.Builder properties = JsonObject.builder();
    known.forEach((name, argument) -> properties.put(name, argument.schema()));
    JsonObject.Builder schema = JsonObject.builder()
        .put(DocumentNames.TYPE, "object")
        .put(DocumentNames.PROPERTIES, properties.build());
    if (!required.isEmpty()) {
      schema.put("required", JsonArray.of(required, JsonString::new));
    }
    return schema.put("additionalProperties", false).build();
  }

  /**
   * The arguments of a call.
   *
   * @throws CommandFailure naming the argument and what it should be, if they do not fit
   */
  Members checked(JsonObject given) {
    given.forEach((name, value) -> {
      Argument argument = known.get(name);
      if (argument == null) {
        throw refused("there is no argument '%s'; %s"
            .formatted(
                ClientText.shown(name),
                known.isEmpty()
                    ? "this tool takes none"
                    : "the arguments are " + String.join(", ", known.keySet())));
      }
      if (value != JsonNull.NULL) {
        argument.mistake(value).ifPresent(mistake -> {
          throw refused("'%s' must be %s".formatted(name, mistake));
        });
      }
    });
    for (String name : required) {
      JsonValue value = given.find(name).orElse(JsonNull.NULL);
      if (value == JsonNull.NULL) {
        throw refused(
            "'%s' is missing: %s".formatted(name, known.getOrDefault(name, NONE).hint()));
      }
    }
    return Members.exactly("", given);
  }

  private static CommandFailure refused(String problem) {
    return CommandFailure.usage(problem);
  }
}
