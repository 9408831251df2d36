package io.twinhub.domain.change;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;

/**
 * A change of a twin as one JSON document: {@code opType}, {@code operationTimestamp}, {@code deviceId},
 * {@code moduleId}, and the body of Azure's event as {@code body}.
 */
public final class TwinEventDocument {
  private static final String OPERATION = "opType";
  private static final String TIME = "operationTimestamp";
  private static final String BODY = "body";

  private TwinEventDocument() {}

  /** The document. */
  public static JsonObject of(TwinEvent event) {
    JsonObject.Builder document = JsonObject.builder()
        .put(OPERATION, event.kind().operation(event.address()))
        .put(TIME, HubTime.text(event.at()))
        .put(DocumentNames.DEVICE_ID, event.address().deviceId().value());
    event
        .address()
        .moduleId()
        .ifPresent(module -> document.put(DocumentNames.MODULE_ID, module.value()));
    return document.put(BODY, event.body()).build();
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws HubException if it is not such a document
   */
  public static TwinEvent read(JsonObject document) {
    Members members = Members.leniently(document);
    String device = members.text(DocumentNames.DEVICE_ID).orElse("");
    TwinAddress address = members
        .text(DocumentNames.MODULE_ID)
        .map(module -> TwinAddress.module(device, module))
        .orElseGet(() -> TwinAddress.device(device));
    return members
        .text(OPERATION)
        .flatMap(TwinEvent.Kind::ofOperation)
        .map(kind ->
            new TwinEvent(kind, address, members.time(TIME), members.inner(BODY).object()))
        .orElseThrow(
            () -> new HubException(RequestError.invalid("not a change of a twin: " + document)));
  }
}
