package io.twinhub.local.frontend.amqp.message;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.FeedbackRecord;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Unsigned;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Feedback as back ends read it. */
final class FeedbackMessage {
  /** .NET's client drops messages of any other type. */
  private static final String CONTENT_TYPE = "application/vnd.microsoft.iothub.feedback.json";

  /** The first label of the host in Azure; a local hub has many hosts. */
  private static final String HUB_NAME = "twinhub";

  private FeedbackMessage() {}

  static AmqpMessage of(FeedbackBatch batch) {
    JsonArray records = JsonArray.of(batch.records(), FeedbackMessage::record);
    return AmqpMessage.builder()
        .userId(Optional.of(HUB_NAME.getBytes(StandardCharsets.UTF_8)))
        .contentType(Optional.of(CONTENT_TYPE))
        .contentEncoding(Optional.of("utf-8"))
        .annotation("x-opt-lock-token", batch.token().toString())
        .annotation("iothub-enqueuedtime", batch.enqueued())
        .annotation("iothub-deliverycount", Unsigned.ubyte(batch.deliveryCount()))
        .body(JsonWriter.bytes(records))
        .build();
  }

  private static JsonObject record(FeedbackRecord record) {
    JsonObject.Builder json = JsonObject.builder();
    record.originalMessageId().ifPresent(id -> json.put("originalMessageId", id));
    json.put("description", record.status().azureName())
        .put("deviceGenerationId", record.generationId())
        .put(DocumentNames.DEVICE_ID, record.address().deviceId().value())
        .put("enqueuedTimeUtc", HubTime.text(record.time()))
        .put("statusCode", record.status().azureName());
    record
        .address()
        .moduleId()
        .ifPresent(module -> json.put(DocumentNames.MODULE_ID, module.value()));
    return json.build();
  }
}
