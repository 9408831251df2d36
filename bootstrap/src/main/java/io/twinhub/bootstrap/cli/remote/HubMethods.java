package io.twinhub.bootstrap.cli.remote;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.time.Duration;
import java.util.Optional;

/** Direct methods over a hub's REST API. */
public final class HubMethods {
  /** The start of a refusal that says only that the device is not there. */
  private static final String NOT_ONLINE = "404103 ";

  /** The last activity time of a device that has never connected. */
  private static final String NEVER = "0001-01-01T00:00:00";

  private final HubApi hub;

  public HubMethods(HubApi hub) {
    this.hub = hub;
  }

  /**
   * Calls a method.
   *
   * @param body the body of the REST request
   * @param answerWait the sum of the call's two time-outs
   * @return {@code {"status","payload"}}
   * @throws CommandFailure as {@link HubApi#send}; if the device is not online, a separate line of the
   *     message says what the hub knows about it
   */
  public JsonValue invoke(TwinAddress address, JsonObject body, Duration answerWait) {
    String twinPath = twinPath(address);
    try {
      return hub.invoke(twinPath + "/methods", body, answerWait).body();
    } catch (CommandFailure refusal) {
      String message = String.valueOf(refusal.getMessage());
      if (!message.startsWith(NOT_ONLINE)) {
        throw refusal;
      }
      throw CommandFailure.refused(message
          + twin(twinPath)
              .map(twin -> "\nhint: %s %s".formatted(name(address), state(twin)))
              .orElse(""));
    }
  }

  private static String twinPath(TwinAddress address) {
    return "/twins/"
        + HubApi.segment(address.deviceId().value())
        + address
            .moduleId()
            .map(module -> "/modules/" + HubApi.segment(module.value()))
            .orElse("");
  }

  private static String name(TwinAddress address) {
    return address
        .moduleId()
        .map(module -> "module '%s' of device '%s'".formatted(module, address.deviceId()))
        .orElseGet(() -> "device '%s'".formatted(address.deviceId()));
  }

  /** A hint is only an aid, so a failure to get one is ignored. */
  private Optional<JsonObject> twin(String path) {
    try {
      return Optional.of(hub.send("GET", path, Optional.empty()).body())
          .filter(JsonObject.class::isInstance)
          .map(JsonObject.class::cast);
    } catch (CommandFailure unknown) {
      return Optional.empty();
    }
  }

  private static String state(JsonObject twin) {
    if (is(twin, DocumentNames.STATUS, "disabled")) {
      return "is disabled";
    }
    if (is(twin, DocumentNames.CONNECTION_STATE, "Connected")) {
      return "is connected, but has not subscribed to methods";
    }
    String seen = text(twin, DocumentNames.LAST_ACTIVITY_TIME);
    return seen.isEmpty() || seen.startsWith(NEVER)
        ? "has never connected"
        : "is not connected; it was last seen at " + seen;
  }

  private static boolean is(JsonObject twin, String name, String value) {
    return text(twin, name).equalsIgnoreCase(value);
  }

  private static String text(JsonObject twin, String name) {
    return twin.find(name).orElse(twin) instanceof JsonString text ? text.value() : "";
  }
}
