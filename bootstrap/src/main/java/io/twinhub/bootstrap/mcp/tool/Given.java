package io.twinhub.bootstrap.mcp.tool;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/** What several tools read from their arguments, and leave out of their answers. */
final class Given {
  /** Larger than the values that it describes, and seldom asked for. */
  private static final String METADATA = "$metadata";

  private Given() {}

  /** The device or module that a call is about. */
  static TwinAddress address(Members arguments) {
    return optionalAddress(arguments)
        .orElseThrow(() -> refused(DocumentNames.DEVICE_ID + " is empty"));
  }

  /** The same where it may be left out. */
  static Optional<TwinAddress> optionalAddress(Members arguments) {
    Optional<String> module = arguments.filledText(DocumentNames.MODULE_ID);
    Optional<String> device = arguments.filledText(DocumentNames.DEVICE_ID);
    if (device.isEmpty() && module.isPresent()) {
      throw refused("a module belongs to a device: give %s too".formatted(DocumentNames.DEVICE_ID));
    }
    return device.map(id ->
        module.map(one -> TwinAddress.module(id, one)).orElseGet(() -> TwinAddress.device(id)));
  }

  /** The argument as a number. */
  static int number(Members arguments, String name, int assumed) {
    return arguments.find(name).isPresent() ? (int) arguments.number(name) : assumed;
  }

  /** A refusal of what was given. */
  static CommandFailure refused(String problem) {
    return CommandFailure.usage(problem);
  }

  /** A refusal of what the hub cannot do. */
  static CommandFailure impossible(String problem) {
    return CommandFailure.refused(problem);
  }

  /** The same without metadata of twins, at any depth. */
  static JsonValue withoutMetadata(JsonValue value) {
    if (value instanceof JsonObject object) {
      JsonObject.Builder rest = JsonObject.builder();
      object.forEach((name, inner) -> {
        if (!name.equals(METADATA)) {
          rest.put(name, withoutMetadata(inner));
        }
      });
      return rest.build();
    }
    return value instanceof JsonArray array
        ? JsonArray.of(array.elements(), Given::withoutMetadata)
        : value;
  }
}
