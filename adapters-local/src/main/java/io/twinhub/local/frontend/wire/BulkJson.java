package io.twinhub.local.frontend.wire;

import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.IfMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Bulk registry requests and their answers. What an entry leaves out has the default of the model that
 * Azure's .NET client publishes, since that client leaves defaults out when it writes: {@code
 * createOrUpdate}, {@code enabled}. Source: Azure's OpenAPI file, ExportImportDevice.
 */
public final class BulkJson {
  private static final String CONDITIONAL = "ifmatchetag";
  private static final String MODE_DEFAULT = "createOrUpdate";

  /** Azure's names in lower case: clients spell them in several ways. */
  private static final Map<String, BulkOperation.Mode> MODES = Map.of(
      "create", BulkOperation.Mode.CREATE,
      "update", BulkOperation.Mode.UPDATE,
      "createorupdate", BulkOperation.Mode.CREATE_OR_UPDATE,
      "delete", BulkOperation.Mode.DELETE,
      "updatetwin", BulkOperation.Mode.UPDATE_TWIN);

  private BulkJson() {}

  /**
   * The operations that a body asks for, in its order.
   *
   * @throws HubException naming the entry that is wrong; nothing may then be done of the others
   */
  public static List<BulkOperation> operations(JsonValue body) {
    if (!(body instanceof JsonArray array)) {
      throw new HubException(new RequestError.Invalid("the body must be an array of devices"));
    }
    if (array.elements().size() > DeviceIdentities.BULK_MAX) {
      throw new HubException(new RequestError.Invalid("the body holds %d devices; at most %d are"
              .formatted(array.elements().size(), DeviceIdentities.BULK_MAX)
          + " allowed"));
    }
    List<BulkOperation> operations = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      String path = "[%d]".formatted(operations.size());
      if (!(element instanceof JsonObject object)) {
        throw new HubException(new RequestError.Invalid(path + " must be an object"));
      }
      operations.add(operation(Members.of(path, object)));
    }
    return operations;
  }

  private static BulkOperation operation(Members entry) {
    String spelt = entry.filledText("importMode").orElse(MODE_DEFAULT).toLowerCase(Locale.ROOT);
    boolean conditional = spelt.endsWith(CONDITIONAL);
    String name = conditional ? spelt.substring(0, spelt.length() - CONDITIONAL.length()) : spelt;
    BulkOperation.Mode mode = MODES.get(name);
    if (mode == null || (conditional && mode == BulkOperation.Mode.CREATE)) {
      throw entry.invalid("importMode", "is unknown: '" + ClientText.shown(spelt) + "'");
    }
    boolean ofTwin = mode == BulkOperation.Mode.UPDATE_TWIN;
    return new BulkOperation(
        mode,
        IdentityRequestJson.members(KeyRotationJson.address(entry), entry),
        conditional && !ofTwin ? etag(entry, "eTag") : IfMatch.any(),
        PatchDocument.patch(entry.object()),
        conditional && ofTwin ? etag(entry, "twinETag") : IfMatch.any());
  }

  /** A condition without an etag is none. */
  private static IfMatch etag(Members entry, String name) {
    return IdentityIfMatch.parse(entry.filledText(name).orElse(""));
  }

  /** The answer: whether all went well, and what did not. */
  public static JsonObject result(List<BulkFailure> failures) {
    return JsonObject.builder()
        .put("isSuccessful", failures.isEmpty())
        .put(
            "errors",
            new JsonArray(failures.stream().<JsonValue>map(BulkJson::error).toList()))
        .put("warnings", new JsonArray(List.of()))
        .build();
  }

  private static JsonObject error(BulkFailure failure) {
    return JsonObject.builder()
        .put("deviceId", failure.address().deviceId().value())
        .put("errorCode", failure.error().code().number())
        .put("errorStatus", ErrorBody.clientText(failure.error()))
        .put(
            "moduleId",
            failure
                .address()
                .moduleId()
                .<JsonValue>map(id -> new JsonString(id.value()))
                .orElse(JsonNull.NULL))
        .put("operation", operationName(failure.mode()))
        .build();
  }

  private static String operationName(BulkOperation.Mode mode) {
    return switch (mode) {
      case CREATE -> "create";
      case UPDATE -> "update";
      case CREATE_OR_UPDATE -> "createOrUpdate";
      case DELETE -> "delete";
      case UPDATE_TWIN -> "updateTwin";
    };
  }
}
