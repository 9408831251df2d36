package io.twinhub.application.document;

import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.IfMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Bulk registry requests and their answers. A missing member has the default of the model that Azure's .NET
 * client publishes, since that client omits defaults when it writes: {@code createOrUpdate}, {@code enabled}.
 * Source: Azure's OpenAPI file, ExportImportDevice.
 */
public final class BulkDocument {
  /** The member with the device's id, in entries of bulk requests and of key rotations. */
  static final String ID = "id";

  static final String ERRORS = "errors";
  static final String ERROR_CODE = "errorCode";
  static final String ERROR_STATUS = "errorStatus";

  private static final String IMPORT_MODE = "importMode";

  /** The suffix, in lower case, that makes a mode conditional. */
  private static final String CONDITIONAL = "ifmatchetag";

  private BulkDocument() {}

  /**
   * The operations that a body asks for, in the order of the body.
   *
   * @throws HubException naming the invalid entry; then none of the operations may be carried out
   */
  public static List<BulkOperation> operations(JsonValue body) {
    if (!(body instanceof JsonArray array)) {
      throw new HubException(RequestError.invalid("the body must be an array of devices"));
    }
    if (array.elements().size() > DeviceIdentities.BULK_MAX) {
      throw new HubException(RequestError.invalid("the body holds %d devices; at most %d are"
              .formatted(array.elements().size(), DeviceIdentities.BULK_MAX)
          + " allowed"));
    }
    List<BulkOperation> operations = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      String path = "[%d]".formatted(operations.size());
      if (!(element instanceof JsonObject object)) {
        throw new HubException(RequestError.invalid(path + " must be an object"));
      }
      operations.add(operation(Members.of(path, object)));
    }
    return operations;
  }

  private static BulkOperation operation(Members entry) {
    String spelt = entry
        .filledText(IMPORT_MODE)
        .orElse(BulkOperation.Mode.CREATE_OR_UPDATE.azureName())
        .toLowerCase(Locale.ROOT);
    boolean conditional = spelt.endsWith(CONDITIONAL);
    String name = conditional ? spelt.substring(0, spelt.length() - CONDITIONAL.length()) : spelt;
    BulkOperation.Mode mode = Arrays.stream(BulkOperation.Mode.values())
        .filter(known -> known.azureName().equalsIgnoreCase(name))
        .filter(known -> !conditional || known != BulkOperation.Mode.CREATE)
        .findFirst()
        .orElseThrow(
            () -> entry.invalid(IMPORT_MODE, "is unknown: '" + ClientText.shown(spelt) + "'"));
    boolean ofTwin = mode == BulkOperation.Mode.UPDATE_TWIN;
    return new BulkOperation(
        mode,
        IdentityDocument.requestWithoutAttributes(IdentityDocument.address(entry, ID), entry),
        conditional && !ofTwin ? etag(entry, "eTag") : IfMatch.any(),
        PatchDocument.patch(entry.object()),
        conditional && ofTwin ? etag(entry, "twinETag") : IfMatch.any());
  }

  /** Without an etag there is no condition. */
  private static IfMatch etag(Members entry, String name) {
    return IfMatch.parseOfIdentity(entry.filledText(name).orElse(""));
  }

  /**
   * The answer: whether all operations succeeded, and which failed.
   *
   * @param told turns a refusal into the text that a client may read
   */
  public static JsonObject result(List<BulkFailure> failures, Function<HubError, String> told) {
    return JsonObject.builder()
        .put("isSuccessful", failures.isEmpty())
        .put(ERRORS, JsonArray.of(failures, failure -> error(failure, told)))
        .put("warnings", JsonArray.of())
        .build();
  }

  private static JsonObject error(BulkFailure failure, Function<HubError, String> told) {
    Optional<String> moduleId = failure.address().moduleId().map(ModuleId::value);
    return JsonObject.builder()
        .put(DocumentNames.DEVICE_ID, failure.address().deviceId().value())
        .put(ERROR_CODE, failure.error().code().number())
        .put(ERROR_STATUS, told.apply(failure.error()))
        .put(DocumentNames.MODULE_ID, JsonString.orNull(moduleId))
        .put("operation", failure.mode().azureName())
        .build();
  }
}
