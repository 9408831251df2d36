package io.twinhub.application.document;

import io.twinhub.application.port.in.KeyChoice;
import io.twinhub.application.port.in.KeyRotation;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Requests for new keys, {@code {"policyKey","devices":[{"id","moduleId"?}]}}, and their answers, {@code
 * {"policyKey","rotatedKeys":[{"id","moduleId","primaryKey","secondaryKey"}],"errors":[…]}}. Source: Azure's
 * api-version 2024-03-31; an error has the members that it has in bulk requests, since the format for
 * rotations is not published.
 */
public final class KeyRotationDocument {
  private static final String POLICY_KEY = "policyKey";

  private KeyRotationDocument() {}

  /**
   * Which keys a body asks to replace.
   *
   * @throws HubException if the choice is missing or unknown
   */
  public static KeyChoice choice(Members body) {
    String said = body.filledText(POLICY_KEY).orElse("");
    return Arrays.stream(KeyChoice.values())
        .filter(choice -> choice.azureName().equalsIgnoreCase(said))
        .findFirst()
        .orElseThrow(() -> body.invalid(
            POLICY_KEY,
            "must be "
                + Arrays.stream(KeyChoice.values())
                    .map(KeyChoice::azureName)
                    .collect(Collectors.joining(", "))));
  }

  /** The identities that a body names, in the order of the body. */
  public static List<TwinAddress> addresses(Members body) {
    return body.objects("devices").stream()
        .map(entry -> IdentityDocument.address(entry, BulkDocument.ID))
        .toList();
  }

  /**
   * The answer.
   *
   * @param told turns a refusal into the text that a client may read
   */
  public static JsonObject result(
      KeyChoice choice, List<KeyRotation> rotations, Function<HubError, String> told) {
    return JsonObject.builder()
        .put(POLICY_KEY, choice.azureName())
        .put(
            "rotatedKeys",
            JsonArray.of(only(KeyRotation.Rotated.class, rotations), KeyRotationDocument::rotated))
        .put(
            BulkDocument.ERRORS,
            JsonArray.of(only(KeyRotation.Failed.class, rotations), failed -> failed(failed, told)))
        .build();
  }

  private static <T extends KeyRotation> List<T> only(Class<T> kind, List<KeyRotation> rotations) {
    return rotations.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static JsonObject rotated(KeyRotation.Rotated rotated) {
    return ids(rotated)
        .put(DocumentNames.PRIMARY_KEY, rotated.keys().primaryKey().base64())
        .put(DocumentNames.SECONDARY_KEY, rotated.keys().secondaryKey().base64())
        .build();
  }

  private static JsonObject failed(KeyRotation.Failed failed, Function<HubError, String> told) {
    return ids(failed)
        .put(BulkDocument.ERROR_CODE, failed.error().code().number())
        .put(BulkDocument.ERROR_STATUS, told.apply(failed.error()))
        .build();
  }

  private static JsonObject.Builder ids(KeyRotation rotation) {
    TwinAddress address = rotation.address();
    return JsonObject.builder()
        .put(BulkDocument.ID, address.deviceId().value())
        .put(DocumentNames.MODULE_ID, JsonString.orNull(address.moduleId().map(ModuleId::value)));
  }
}
