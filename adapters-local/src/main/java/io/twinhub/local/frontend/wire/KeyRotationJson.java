package io.twinhub.local.frontend.wire;

import io.twinhub.application.port.in.KeyChoice;
import io.twinhub.application.port.in.KeyRotation;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Requests for new keys, {@code {"policyKey","devices":[{"id","moduleId"?}]}}, and their answers, {@code
 * {"policyKey","rotatedKeys":[{"id","moduleId","primaryKey","secondaryKey"}],"errors":[…]}}. Source:
 * Azure's api-version 2024-03-31; the members of an error are those of bulk requests, since its own are
 * not published.
 */
public final class KeyRotationJson {
  private KeyRotationJson() {}

  /**
   * Which keys a body asks for.
   *
   * @throws HubException if it says none, or another than there are
   */
  public static KeyChoice choice(Members body) {
    String said = body.filledText("policyKey").orElse("");
    return Arrays.stream(KeyChoice.values())
        .filter(choice -> choice.azureName().equalsIgnoreCase(said))
        .findFirst()
        .orElseThrow(() -> body.invalid(
            "policyKey",
            "must be "
                + Arrays.stream(KeyChoice.values())
                    .map(KeyChoice::azureName)
                    .collect(Collectors.joining(", "))));
  }

  /** The identities that a body names, in its order. */
  public static List<TwinAddress> addresses(Members body) {
    return body.objects("devices").stream().map(KeyRotationJson::address).toList();
  }

  /** The address that an entry of a list of identities names: {@code {"id","moduleId"?}}. */
  static TwinAddress address(Members entry) {
    DeviceId deviceId =
        new DeviceId(entry.filledText("id").orElseThrow(() -> entry.invalid("id", "is missing")));
    return entry
        .filledText("moduleId")
        .map(moduleId -> TwinAddress.of(deviceId, new ModuleId(moduleId)))
        .orElseGet(() -> TwinAddress.of(deviceId));
  }

  /** The answer. */
  public static JsonObject result(KeyChoice choice, List<KeyRotation> rotations) {
    return JsonObject.builder()
        .put("policyKey", choice.azureName())
        .put(
            "rotatedKeys",
            new JsonArray(rotations.stream()
                .filter(KeyRotation.Rotated.class::isInstance)
                .<JsonValue>map(rotation -> rotated((KeyRotation.Rotated) rotation))
                .toList()))
        .put(
            "errors",
            new JsonArray(rotations.stream()
                .filter(KeyRotation.Failed.class::isInstance)
                .<JsonValue>map(rotation -> failed((KeyRotation.Failed) rotation))
                .toList()))
        .build();
  }

  private static JsonObject rotated(KeyRotation.Rotated rotated) {
    return ids(rotated)
        .put("primaryKey", rotated.keys().primaryKey().base64())
        .put("secondaryKey", rotated.keys().secondaryKey().base64())
        .build();
  }

  private static JsonObject failed(KeyRotation.Failed failed) {
    return ids(failed)
        .put("errorCode", failed.error().code().number())
        .put("errorStatus", ErrorBody.clientText(failed.error()))
        .build();
  }

  private static JsonObject.Builder ids(KeyRotation rotation) {
    TwinAddress address = rotation.address();
    return JsonObject.builder()
        .put("id", address.deviceId().value())
        .put(
            "moduleId",
            address
                .moduleId()
                .<JsonValue>map(id -> new JsonString(id.value()))
                .orElse(JsonNull.NULL));
  }
}
