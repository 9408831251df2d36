package io.twinhub.local.engine.messages;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.queue.FeedbackRecord;
import io.twinhub.domain.message.queue.FeedbackStatus;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.local.engine.journal.MessageRow;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Messages and feedback as a journal keeps them: readable JSON, with bytes in base64. */
final class MessageDocument {
  /** The queue name of feedback rows; no address begins like this. */
  static final String FEEDBACK = "/feedback";

  private MessageDocument() {}

  static MessageRow of(TwinAddress address, QueuedMessage queued) {
    CloudMessage message = queued.message();
    CloudMessage.SystemProperties system = message.system();
    JsonObject.Builder json = JsonObject.builder()
        .put("enqueued", queued.enqueued().toString())
        .put("expires", queued.expires().toString())
        .put("deliveryCount", queued.deliveryCount())
        .put("to", message.to());
    system.messageId().ifPresent(id -> json.put("messageId", id));
    system.correlationId().ifPresent(id -> json.put("correlationId", id));
    system.userId().ifPresent(id -> json.put("userId", base64(id)));
    system.contentType().ifPresent(type -> json.put("contentType", type));
    system.contentEncoding().ifPresent(encoding -> json.put("contentEncoding", encoding));
    system.expiry().ifPresent(expiry -> json.put("expiry", expiry.toString()));
    system.ack().ifPresent(ack -> json.put("ack", ack.azureName()));
    JsonObject.Builder properties = JsonObject.builder();
    message.properties().forEach(properties::put);
    json.put("properties", properties.build());
    json.put("body", base64(message.body()));
    return new MessageRow(
        queued.sequence(), address.toString(), Bytes.of(JsonWriter.bytes(json.build())));
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  private static Bytes bytes(String base64) {
    return Bytes.of(Base64.getDecoder().decode(base64));
  }

  /** The message in a row, without a lock. */
  static QueuedMessage message(MessageRow row) {
    Members json = members(row);
    Map<String, String> properties = new LinkedHashMap<>();
    json.object("properties")
        .ifPresent(own -> own.object().forEach((name, value) -> {
          if (value instanceof JsonString text) {
            properties.put(name, text.value());
          }
        }));
    CloudMessage message = new CloudMessage(
        required(json, "to"), system(json), properties, bytes(required(json, "body")));
    return new QueuedMessage(
        row.sequence(),
        message,
        time(json, "enqueued"),
        time(json, "expires"),
        count(json),
        Optional.empty());
  }

  private static CloudMessage.SystemProperties system(Members json) {
    return new CloudMessage.SystemProperties(
        json.text("messageId"),
        json.text("correlationId"),
        json.text("userId").map(MessageDocument::bytes),
        json.text("contentType"),
        json.text("contentEncoding"),
        json.text("expiry").map(Instant::parse),
        json.text("ack").map(MessageAck::parse));
  }

  private static int count(Members json) {
    return json.find("deliveryCount").orElse(JsonNumber.of(0)) instanceof JsonNumber number
        ? (int) number.longValue()
        : 0;
  }

  static MessageRow of(FeedbackRecord record) {
    JsonObject.Builder json = JsonObject.builder()
        .put("time", record.time().toString())
        .put("status", record.status().name())
        .put(DocumentNames.DEVICE_ID, record.address().deviceId().value())
        .put(DocumentNames.GENERATION_ID, record.generationId());
    record
        .address()
        .moduleId()
        .ifPresent(module -> json.put(DocumentNames.MODULE_ID, module.value()));
    record.originalMessageId().ifPresent(id -> json.put("messageId", id));
    return new MessageRow(record.sequence(), FEEDBACK, Bytes.of(JsonWriter.bytes(json.build())));
  }

  /** The feedback record in a row. */
  static FeedbackRecord feedback(MessageRow row) {
    Members json = members(row);
    String device = required(json, DocumentNames.DEVICE_ID);
    return new FeedbackRecord(
        row.sequence(),
        json.text("messageId"),
        time(json, "time"),
        FeedbackStatus.valueOf(required(json, "status")),
        json.text(DocumentNames.MODULE_ID)
            .map(module -> TwinAddress.module(device, module))
            .orElseGet(() -> TwinAddress.device(device)),
        required(json, DocumentNames.GENERATION_ID));
  }

  private static Members members(MessageRow row) {
    return Members.exactly("", JsonText.parseObject(row.document().toArray()));
  }

  private static String required(Members json, String name) {
    return json.text(name).orElseThrow(() -> json.invalid(name, "is missing"));
  }

  private static Instant time(Members json, String name) {
    return Instant.parse(required(json, name));
  }
}
