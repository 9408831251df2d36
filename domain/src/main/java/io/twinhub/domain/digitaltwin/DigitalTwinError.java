package io.twinhub.domain.digitaltwin;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;

/** Refusals that concern patches of digital twins. */
public final class DigitalTwinError {
  private DigitalTwinError() {}

  /** The body is not a JSON Patch; {@code problem} says why. */
  public static HubError notAPatch(String problem) {
    return HubError.of(
        ErrorCode.INVALID_DIGITAL_TWIN_JSON_PATCH,
        problem
            + "; a JSON Patch is an array such as [{\"op\":\"add\",\"path\":\"/target\",\"value\":42}]");
  }

  /** There are too many operations. */
  public static HubError tooManyOperations(int given) {
    return HubError.of(
        ErrorCode.INVALID_DIGITAL_TWIN_JSON_PATCH,
        "the patch has %d operations; at most %d are allowed"
            .formatted(given, DigitalTwinPatch.OPERATIONS_MAX));
  }

  /** A path does not name a property or a component; {@code problem} says why. */
  public static HubError badPath(String path, String problem) {
    return HubError.of(
        ErrorCode.INVALID_DIGITAL_TWIN_PATCH_PATH,
        "the path '%s' %s".formatted(ClientText.shown(path), problem));
  }

  /** The operation cannot be applied to this twin; {@code problem} says why. */
  public static HubError notApplicable(PatchOperation operation, String problem) {
    return HubError.of(
        ErrorCode.INVALID_DIGITAL_TWIN_PATCH,
        "%s '%s': %s"
            .formatted(
                operation.kind().word(), ClientText.shown(operation.path().toString()), problem));
  }

  /** Other writes came in between again and again. */
  public static HubError overtaken(int attempts) {
    return HubError.of(
        ErrorCode.THROTTLING,
        "the twin changed %d times while it was being patched; try again later"
            .formatted(attempts));
  }
}
