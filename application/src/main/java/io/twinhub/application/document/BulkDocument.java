package io.twinhub.application.document;

import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.domain.document.AuthenticationDocument;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
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
  private static final String ETAG = "eTag";
  private static final String TWIN_ETAG = "twinETag";

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

  /**
   * The operation that a line of an import job asks for. Unlike an entry of a bulk request, a line that
   * changes an identity changes its twin too, if the twin still has the etag in the line.
   *
   * @throws HubException saying what is wrong with the line
   */
  public static BulkOperation line(JsonObject line) {
    Members entry = Members.of(line);
    BulkOperation operation = operation(entry);
    boolean changes = operation.mode() == BulkOperation.Mode.UPDATE
        || operation.mode() == BulkOperation.Mode.CREATE_OR_UPDATE;
    return changes
        ? new BulkOperation(
            operation.mode(),
            operation.request(),
            operation.ifMatch(),
            operation.twin(),
            etag(entry, TWIN_ETAG))
        : operation;
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
        conditional && !ofTwin ? etag(entry, ETAG) : IfMatch.any(),
        PatchDocument.patch(entry.object()),
        conditional && ofTwin ? etag(entry, TWIN_ETAG) : IfMatch.any());
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

  /**
   * A line of an export job: the identity and its twin.
   *
   * @param withKeys whether the keys are in it
   */
  public static JsonObject line(RegisteredIdentity registered, Twin twin, boolean withKeys) {
    JsonObject identity = IdentityDocument.of(registered);
    JsonObject.Builder line = JsonObject.builder();
    line.put(ID, twin.address().deviceId().value());
    twin.address().moduleId().ifPresent(id -> line.put(DocumentNames.MODULE_ID, id.value()));
    line.put(ETAG, registered.identity().etag().value());
    copy(identity, line, DocumentNames.MANAGED_BY);
    copy(identity, line, DocumentNames.STATUS);
    copy(identity, line, DocumentNames.STATUS_REASON);
    identity
        .find(DocumentNames.AUTHENTICATION)
        .ifPresent(value -> line.put(
            DocumentNames.AUTHENTICATION,
            withKeys ? value : AuthenticationDocument.keyless(value)));
    JsonObject document = TwinDocument.of(twin);
    line.put(TWIN_ETAG, twin.etag().value());
    line.put(DocumentNames.TAGS, twin.tags().values());
    copy(document, line, DocumentNames.PROPERTIES);
    copy(identity, line, DocumentNames.CAPABILITIES);
    copy(identity, line, DocumentNames.DEVICE_SCOPE);
    copy(identity, line, DocumentNames.PARENT_SCOPES);
    return line.build();
  }

  private static void copy(JsonObject from, JsonObject.Builder to, String name) {
    from.find(name).filter(value -> value != JsonNull.NULL).ifPresent(value -> to.put(name, value));
  }

  /**
   * A line of an import that failed.
   *
   * @param number the line, from 1
   * @param entry the operation, if the line could be read that far
   * @param error why it failed
   */
  public static JsonObject failedLine(long number, Optional<BulkOperation> entry, HubError error) {
    JsonObject.Builder line = JsonObject.builder().put("line", number);
    entry.ifPresent(operation -> {
      TwinAddress address = operation.address();
      line.put(DocumentNames.DEVICE_ID, address.deviceId().value());
      address.moduleId().ifPresent(id -> line.put(DocumentNames.MODULE_ID, id.value()));
      line.put("operation", operation.mode().azureName());
    });
    return line.put(ERROR_CODE, error.code().number())
        .put(ERROR_STATUS, error.message())
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
