package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.Message;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.SystemProperty;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Date;

/** Messages to the cloud as the device SDK has them. It refuses what it does not send rather than leave it out. */
final class SdkTelemetry {
  private SdkTelemetry() {}

  /**
   * The message.
   *
   * @param mqtt whether it is sent over MQTT; over AMQP the SDK sends no user id
   */
  static Message message(DeviceMessage message, boolean mqtt) {
    if (!mqtt && message.find(SystemProperty.USER_ID).isPresent()) {
      throw notSent(SystemProperty.USER_ID);
    }
    Message sent = new Message(message.body().toArray());
    message.system().forEach((property, value) -> set(sent, property, value));
    message.properties().forEach((name, value) -> {
      try {
        sent.setProperty(name, value);
      } catch (IllegalArgumentException reserved) {
        throw new HubException(
            RequestError.invalid("the device SDK sends no property '%s' with this value: %s"
                .formatted(name, reserved.getMessage())));
      }
    });
    return sent;
  }

  private static void set(Message sent, SystemProperty property, String value) {
    switch (property) {
      case MESSAGE_ID -> sent.setMessageId(value);
      case CORRELATION_ID -> sent.setCorrelationId(value);
      case USER_ID -> sent.setUserId(value);
      case CONTENT_TYPE -> sent.setContentType(value);
      case CONTENT_ENCODING -> sent.setContentEncoding(value);
      case CREATION_TIME -> sent.setCreationTimeUTC(time(value));
      case COMPONENT -> sent.setComponentName(value);
      case TO, EXPIRY, SCHEMA, INTERFACE_ID -> throw notSent(property);
    }
  }

  private static HubException notSent(SystemProperty property) {
    return new HubException(HubError.of(
        ErrorCode.NOT_IMPLEMENTED,
        "the device SDK sends no %s; use plain MQTT".formatted(property.documentName())));
  }

  private static Date time(String text) {
    try {
      return Date.from(Instant.parse(text));
    } catch (DateTimeParseException wrong) {
      throw new HubException(
          RequestError.invalid("creationTime '%s' is not a time".formatted(text)));
    }
  }
}
