package io.twinhub.domain.change;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.SystemProperty;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link TwinEvent} as the event log carries it: JSON, with properties for routes and readers. Source:
 * captured events of Azure.
 */
public final class TwinNotification {
  private static final String HUB_NAME = "hubName";
  private static final String TIME = "operationTimestamp";
  private static final String SCHEMA = "iothub-message-schema";
  private static final String OPERATION = "opType";

  private TwinNotification() {}

  /** The source of the event. */
  public static EventSource source(TwinEvent event) {
    return event.kind().isLifecycle() ? EventSource.DEVICE_LIFECYCLE : EventSource.TWIN_CHANGES;
  }

  /** Where the event comes from. */
  public static EventOrigin origin(TwinEvent event) {
    return EventOrigin.of(source(event), event.address());
  }

  /**
   * The message of the event.
   *
   * @param hubName the name of the hub
   * @param id the id of this event
   */
  public static DeviceMessage message(TwinEvent event, String hubName, String id) {
    return new DeviceMessage(
        Bytes.of(JsonWriter.bytes(event.body())),
        system(hubName, id),
        properties(
            event.address(),
            event.at(),
            new Words(hubName, event.kind().operation(event.address()), schema(event))));
  }

  /** The names in an event: that of the hub, and Azure's names of the operation and the schema. */
  record Words(String hubName, String operation, String schema) {}

  /** The application properties of an event of a hub. */
  static Map<String, String> properties(TwinAddress address, Instant at, Words words) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(HUB_NAME, words.hubName());
    properties.put(DocumentNames.DEVICE_ID, address.deviceId().value());
    properties.put(TIME, HubTime.text(at));
    address.moduleId().ifPresent(module -> properties.put(DocumentNames.MODULE_ID, module.value()));
    properties.put(SCHEMA, words.schema());
    properties.put(OPERATION, words.operation());
    return properties;
  }

  /** The system properties of an event of a hub. */
  static Map<SystemProperty, String> system(String hubName, String id) {
    return Map.of(
        SystemProperty.CORRELATION_ID,
        id,
        SystemProperty.USER_ID,
        hubName,
        SystemProperty.CONTENT_TYPE,
        "application/json",
        SystemProperty.CONTENT_ENCODING,
        "utf-8");
  }

  private static String schema(TwinEvent event) {
    if (!event.kind().isLifecycle()) {
      return "twinChangeNotification";
    }
    return event.address().moduleId().isPresent()
        ? "moduleLifecycleNotification"
        : "deviceLifecycleNotification";
  }

  /**
   * The change that an event of the log reports; empty if it reports something else. A message of a device is
   * never taken for a change, whatever the device writes into it.
   *
   * @param body the body of the message, read as JSON
   */
  public static Optional<TwinEvent> read(
      EventOrigin origin, DeviceMessage message, JsonObject body) {
    return Optional.ofNullable(message.properties().get(OPERATION))
        .flatMap(TwinEvent.Kind::ofOperation)
        .map(kind -> new TwinEvent(kind, origin.address(), time(message), body))
        .filter(event -> source(event) == origin.source());
  }

  private static Instant time(DeviceMessage message) {
    try {
      return Instant.parse(message.properties().getOrDefault(TIME, ""));
    } catch (DateTimeParseException missing) {
      return Instant.EPOCH;
    }
  }
}
