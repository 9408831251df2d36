package io.twinhub.local.frontend.amqp.events;

import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.domain.message.event.SystemProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An event in the form that readers receive. Source: captures of messages of Azure's event endpoint; the
 * clients insist on the types of the annotations.
 */
final class EventMessage {
  private static final int DELIVERY_ANNOTATIONS = 0x71;
  private static final int MESSAGE_ANNOTATIONS = 0x72;
  private static final int PROPERTIES = 0x73;
  private static final int APPLICATION_PROPERTIES = 0x74;
  private static final int DATA = 0x75;

  private EventMessage() {}

  /**
   * The event, encoded.
   *
   * @param newest the state of the partition, for readers that track how far behind they are
   * @param now when that state was read
   */
  static byte[] encode(HubEvent event, Optional<PartitionState> newest, Instant now) {
    AmqpWriter out = new AmqpWriter();
    newest.ifPresent(
        state -> out.section(DELIVERY_ANNOTATIONS, true, map -> metrics(map, state, now)));
    out.section(MESSAGE_ANNOTATIONS, true, map -> annotations(map, event));
    DeviceMessage message = event.message();
    if (!message.system().isEmpty()) {
      out.section(PROPERTIES, false, list -> properties(list, message));
    }
    if (!message.properties().isEmpty()) {
      out.section(APPLICATION_PROPERTIES, true, map -> strings(map, message.properties()));
    }
    out.binarySection(DATA, message.body().toArray());
    return out.written();
  }

  private static void metrics(AmqpWriter map, PartitionState state, Instant now) {
    map.symbol("last_enqueued_sequence_number");
    map.number(state.last());
    map.symbol("last_enqueued_offset");
    map.string(Long.toString(state.lastOffset()));
    map.symbol("last_enqueued_time_utc");
    map.timestamp(state.lastEnqueued());
    map.symbol("runtime_info_retrieval_time_utc");
    map.timestamp(now);
  }

  private static void annotations(AmqpWriter map, HubEvent event) {
    EventOrigin origin = event.origin();
    DeviceMessage message = event.message();
    text(
        map,
        "iothub-connection-device-id",
        Optional.of(origin.address().deviceId().value()));
    text(map, "iothub-connection-module-id", origin.address().moduleId().map(id -> id.value()));
    text(map, "iothub-connection-auth-method", origin.authMethod());
    text(map, "iothub-connection-auth-generation-id", origin.generationId());
    map.symbol("iothub-enqueuedtime");
    map.timestamp(event.enqueued());
    text(map, "iothub-message-source", Optional.of(origin.source().azureName()));
    text(map, "iothub-interface-id", message.find(SystemProperty.INTERFACE_ID));
    text(map, "dt-subject", message.find(SystemProperty.COMPONENT));
    text(map, "dt-dataschema", origin.modelId());
    map.symbol("x-opt-sequence-number");
    map.number(event.sequence());
    map.symbol("x-opt-offset");
    map.string(Long.toString(event.offset()));
    map.symbol("x-opt-enqueued-time");
    map.timestamp(event.enqueued());
  }

  private static void text(AmqpWriter map, String name, Optional<String> value) {
    value.ifPresent(text -> {
      map.symbol(name);
      map.string(text);
    });
  }

  /** In the order of AMQP 1.0, section 3.2.4. Azure leaves out {@code to}. */
  private static void properties(AmqpWriter list, DeviceMessage message) {
    Consumer<String> user = text -> list.binary(text.getBytes(StandardCharsets.UTF_8));
    list.string(message.find(SystemProperty.MESSAGE_ID));
    message.find(SystemProperty.USER_ID).ifPresentOrElse(user, list::nothing);
    list.nothing(); // to
    list.nothing(); // subject
    list.nothing(); // reply-to
    list.string(message.find(SystemProperty.CORRELATION_ID));
    list.symbol(message.find(SystemProperty.CONTENT_TYPE));
    list.symbol(message.find(SystemProperty.CONTENT_ENCODING));
    list.timestamp(time(message.find(SystemProperty.EXPIRY)));
    list.timestamp(time(message.find(SystemProperty.CREATION_TIME)));
  }

  /** Devices may send any text, but AMQP only has room for a time. */
  private static Optional<Instant> time(Optional<String> text) {
    try {
      return text.map(written -> Instant.ofEpochMilli(Instant.parse(written).toEpochMilli()));
    } catch (DateTimeParseException | ArithmeticException other) {
      return Optional.empty();
    }
  }

  private static void strings(AmqpWriter map, Map<String, String> texts) {
    texts.forEach((name, value) -> {
      map.string(name);
      map.string(value);
    });
  }
}
