package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.bootstrap.live.EventPayload;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events as {@code az iot hub monitor-events} prints them. */
final class EventText {

  /** Which properties are printed, under the names that {@code az} uses. */
  enum Part {
    /** All properties. */
    ALL,
    /** The application properties, which the sender chose. */
    APP,
    /** The annotations, which the hub adds to the event. */
    ANNO,
    /** The system properties, whose meaning the service knows. */
    SYS
  }

  private static final Map<SystemProperty, String> SYSTEM = new LinkedHashMap<>();

  static {
    SYSTEM.put(SystemProperty.CONTENT_ENCODING, "content_encoding");
    SYSTEM.put(SystemProperty.CONTENT_TYPE, "content_type");
    SYSTEM.put(SystemProperty.CORRELATION_ID, "correlation_id");
    SYSTEM.put(SystemProperty.MESSAGE_ID, "message_id");
    SYSTEM.put(SystemProperty.USER_ID, "user_id");
    SYSTEM.put(SystemProperty.TO, "to");
    SYSTEM.put(SystemProperty.EXPIRY, "absolute_expiry_time");
    SYSTEM.put(SystemProperty.CREATION_TIME, "creation_time");
  }

  private final Set<Part> parts;
  private final Optional<String> contentType;

  /**
   * Prints events with the given parts.
   *
   * @param contentType the content type assumed for all bodies, whatever the sender said
   */
  EventText(Set<Part> parts, Optional<String> contentType) {
    this.parts = parts;
    this.contentType = contentType;
  }

  /** The event as JSON. */
  JsonObject json(HubEvent event) {
    DeviceMessage message = event.message();
    EventOrigin origin = event.origin();
    TwinAddress address = origin.address();
    JsonObject.Builder json = JsonObject.builder()
        .put("origin", address.deviceId().value())
        .put("module", address.moduleId().map(id -> id.value()).orElse(""))
        .put("interface", origin.modelId().orElse(""))
        .put("component", message.find(SystemProperty.COMPONENT).orElse(""));
    JsonObject.Builder properties = JsonObject.builder();
    if (prints(Part.SYS)) {
      properties.put("system", system(message));
    }
    if (prints(Part.APP)) {
      properties.put("application", texts(message.properties()));
    }
    JsonObject printed = properties.build();
    if (!printed.isEmpty()) {
      json.put("properties", printed);
    }
    if (prints(Part.ANNO)) {
      json.put("annotations", annotations(event));
    }
    EventPayload.of(message, contentType).put(json, "payload");
    return JsonObject.of("event", json.build());
  }

  private boolean prints(Part part) {
    return parts.contains(Part.ALL) || parts.contains(part);
  }

  private static JsonObject texts(Map<String, String> texts) {
    JsonObject.Builder object = JsonObject.builder();
    texts.forEach((name, text) -> object.put(name, new JsonString(text)));
    return object.build();
  }

  private static JsonObject system(DeviceMessage message) {
    JsonObject.Builder system = JsonObject.builder();
    SYSTEM.forEach(
        (property, name) -> message.find(property).ifPresent(text -> system.put(name, text)));
    return system.build();
  }

  private static JsonObject annotations(HubEvent event) {
    EventOrigin origin = event.origin();
    JsonObject.Builder all = JsonObject.builder();
    all.put("iothub-connection-device-id", origin.address().deviceId().value());
    origin.address().moduleId().ifPresent(id -> all.put("iothub-connection-module-id", id.value()));
    origin.authMethod().ifPresent(text -> all.put("iothub-connection-auth-method", text));
    origin.generationId().ifPresent(text -> all.put("iothub-connection-auth-generation-id", text));
    all.put("iothub-message-source", origin.source().azureName());
    origin.modelId().ifPresent(text -> all.put("dt-dataschema", text));
    event.message().find(SystemProperty.COMPONENT).ifPresent(text -> all.put("dt-subject", text));
    return all.put("x-opt-sequence-number", event.sequence())
        .put("x-opt-offset", Long.toString(event.offset()))
        .put("x-opt-enqueued-time", event.enqueued().toEpochMilli())
        .build();
  }
}
