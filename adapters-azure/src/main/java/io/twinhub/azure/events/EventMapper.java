package io.twinhub.azure.events;

import com.azure.core.amqp.models.AmqpAnnotatedMessage;
import com.azure.core.amqp.models.AmqpMessageBodyType;
import com.azure.core.amqp.models.AmqpMessageProperties;
import com.azure.messaging.eventhubs.EventData;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates the client's events to the domain. Source: captured events of Azure. */
final class EventMapper {
  private static final String DEVICE_ID = "iothub-connection-device-id";
  private static final String MODULE_ID = "iothub-connection-module-id";
  private static final String SOURCE = "iothub-message-source";

  /** The name under which Azure passes on a device's creation time. */
  private static final Map<String, SystemProperty> AMONG_OWN =
      Map.of("iothub-creation-time-utc", SystemProperty.CREATION_TIME);

  private EventMapper() {}

  /** The event in the domain's form; empty if it does not come from an IoT hub. */
  static Optional<HubEvent> event(int partition, EventData data) {
    AmqpAnnotatedMessage raw = data.getRawAmqpMessage();
    return origin(raw.getMessageAnnotations())
        .map(origin -> new HubEvent(
            partition,
            Optional.ofNullable(data.getSequenceNumber()).orElse(0L),
            Optional.ofNullable(data.getOffset()).orElse(0L),
            Optional.ofNullable(data.getEnqueuedTime()).orElse(Instant.EPOCH),
            origin,
            message(raw)));
  }

  private static Optional<EventOrigin> origin(Map<String, Object> annotations) {
    Optional<TwinAddress> address = text(annotations, DEVICE_ID)
        .flatMap(device -> address(device, text(annotations, MODULE_ID)));
    Optional<EventSource> source = text(annotations, SOURCE).flatMap(EventSource::ofAzureName);
    return address.flatMap(who -> source.map(why -> new EventOrigin(
        why,
        who,
        text(annotations, "iothub-connection-auth-method"),
        text(annotations, "iothub-connection-auth-generation-id"),
        text(annotations, "dt-dataschema"))));
  }

  private static Optional<TwinAddress> address(String device, Optional<String> module) {
    try {
      return Optional.of(module
          .map(id -> TwinAddress.module(device, id))
          .orElseGet(() -> TwinAddress.device(device)));
    } catch (HubException unlawful) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Map<String, Object> values, String name) {
    return Optional.ofNullable(values.get(name)).map(String::valueOf);
  }

  private static DeviceMessage message(AmqpAnnotatedMessage raw) {
    Map<SystemProperty, String> system = new EnumMap<>(SystemProperty.class);
    AmqpMessageProperties sent = raw.getProperties();
    put(system, SystemProperty.MESSAGE_ID, sent.getMessageId());
    put(system, SystemProperty.CORRELATION_ID, sent.getCorrelationId());
    put(
        system,
        SystemProperty.USER_ID,
        Optional.ofNullable(sent.getUserId())
            .filter(id -> id.length > 0)
            .map(id -> new String(id, StandardCharsets.UTF_8))
            .orElse(null));
    put(system, SystemProperty.TO, sent.getTo());
    put(system, SystemProperty.CONTENT_TYPE, sent.getContentType());
    put(system, SystemProperty.CONTENT_ENCODING, sent.getContentEncoding());
    put(system, SystemProperty.EXPIRY, time(sent.getAbsoluteExpiryTime()));
    put(system, SystemProperty.CREATION_TIME, time(sent.getCreationTime()));
    text(raw.getMessageAnnotations(), "dt-subject")
        .ifPresent(text -> system.put(SystemProperty.COMPONENT, text));
    text(raw.getMessageAnnotations(), "iothub-interface-id")
        .ifPresent(text -> system.put(SystemProperty.INTERFACE_ID, text));
    Map<String, String> own = new LinkedHashMap<>();
    raw.getApplicationProperties().forEach((name, value) -> {
      String text = value == null ? "" : value.toString();
      Optional.ofNullable(AMONG_OWN.get(name))
          .ifPresentOrElse(known -> system.put(known, text), () -> own.put(name, text));
    });
    return new DeviceMessage(body(raw), system, own);
  }

  private static Bytes body(AmqpAnnotatedMessage raw) {
    return raw.getBody().getBodyType() == AmqpMessageBodyType.DATA
        ? Bytes.of(raw.getBody().getFirstData())
        : Bytes.EMPTY;
  }

  private static @Nullable Instant time(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static void put(
      Map<SystemProperty, String> system, SystemProperty property, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      system.put(property, value.toString());
    }
  }
}
