package io.twinhub.bootstrap.cli.remote;

import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of one device, over the HTTPS routes that the device itself uses. A policy with DeviceConnect
 * may use these routes for every device.
 */
public final class HubInbox {
  private static final int NOTHING = 204;

  /** The start of a refusal that says only that the token is not valid for this device. */
  private static final String UNAUTHORIZED = "401";

  private static final String POLICY_HINT =
      "\nhint: the policy needs DeviceConnect to act in place of a device";

  private static final String UNKNOWN = "404";

  private final HubApi hub;
  private final String devicePath;
  private final String path;

  /**
   * The messages of a device.
   *
   * @param devicePath the path of its identity in the REST API
   */
  public HubInbox(HubApi hub, String devicePath) {
    this.hub = hub;
    this.devicePath = devicePath;
    this.path = devicePath + "/messages/deviceBound";
  }

  /**
   * Takes the first message that is not held.
   *
   * @param lockSeconds how long the message is locked for this receiver
   * @throws CommandFailure if no hub is reached or it refuses
   */
  public Optional<RestAnswer> receive(int lockSeconds) {
    RestAnswer answer =
        ask("GET", path, Map.of("IotHub-MessageLockTimeout", Integer.toString(lockSeconds)));
    return answer.status() == NOTHING ? Optional.empty() : Optional.of(answer);
  }

  /**
   * Settles a message.
   *
   * @param lockToken the etag of the message, without quotes
   * @throws CommandFailure if no hub is reached or it refuses
   */
  public void settle(String lockToken, Settlement settlement) {
    String message = path + "/" + HubApi.segment(lockToken);
    RestAnswer unused = switch (settlement) {
      case COMPLETE -> ask("DELETE", message, Map.of());
      case REJECT -> ask("DELETE", message + "?reject", Map.of());
      case ABANDON -> ask("POST", message + "/abandon", Map.of());
    };
  }

  /** To an unknown device the hub says no more than to one with a wrong key. */
  private RestAnswer ask(String method, String target, Map<String, String> headers) {
    try {
      return hub.ask(method, target, headers);
    } catch (CommandFailure refusal) {
      String message = String.valueOf(refusal.getMessage());
      throw message.startsWith(UNAUTHORIZED) ? explained(message) : refusal;
    }
  }

  private CommandFailure explained(String refused) {
    try {
      JsonValue device = hub.send("GET", devicePath, Optional.empty()).body();
      boolean disabled = device instanceof JsonObject identity
          && identity
              .find(DocumentNames.STATUS)
              .filter(new JsonString("disabled")::equals)
              .isPresent();
      return CommandFailure.refused(
          refused + (disabled ? "\nhint: the device is disabled" : POLICY_HINT));
    } catch (CommandFailure refusal) {
      return String.valueOf(refusal.getMessage()).startsWith(UNKNOWN)
          ? refusal
          : CommandFailure.refused(refused + POLICY_HINT);
    }
  }
}
