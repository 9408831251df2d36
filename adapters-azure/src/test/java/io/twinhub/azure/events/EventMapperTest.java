package io.twinhub.azure.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.amqp.models.AmqpAddress;
import com.azure.core.amqp.models.AmqpMessageId;
import com.azure.messaging.eventhubs.EventData;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events as Azure's client has them. Source: captured events of Azure. */
class EventMapperTest {

  private static EventData event(String device, String source) {
    EventData data = new EventData("{}".getBytes(StandardCharsets.UTF_8));
    Map<String, Object> annotations = data.getRawAmqpMessage().getMessageAnnotations();
    annotations.put("iothub-connection-device-id", device);
    annotations.put("iothub-message-source", source);
    return data;
  }

  @Test
  void everything_that_an_event_tells_is_read() {
    EventData data = event("d", "Telemetry");
    Map<String, Object> annotations = data.getRawAmqpMessage().getMessageAnnotations();
    annotations.put("iothub-connection-module-id", "m");
    annotations.put("iothub-connection-auth-method", "{}");
    annotations.put("iothub-connection-auth-generation-id", "637");
    annotations.put("dt-dataschema", "dtmi:a;1");
    annotations.put("dt-subject", "thermo");
    annotations.put("iothub-interface-id", "urn:x");
    data.getRawAmqpMessage()
        .getProperties()
        .setMessageId(new AmqpMessageId("m 1"))
        .setCorrelationId(new AmqpMessageId("c/1"))
        .setUserId("ü".getBytes(StandardCharsets.UTF_8))
        .setTo(new AmqpAddress("/x"))
        .setContentType("application/json")
        .setContentEncoding("utf-8")
        .setAbsoluteExpiryTime(OffsetDateTime.parse("2030-01-02T03:04:05.678Z"));
    data.getProperties().put("b", "1");
    data.getProperties().put("n", 5);
    data.getProperties().put("iothub-creation-time-utc", "2029-01-02T03:04:05Z");
    HubEvent event = EventMapper.event(3, data).orElseThrow();
    assertThat(event.partition()).isEqualTo(3);
    assertThat(event.origin())
        .isEqualTo(new EventOrigin(
            EventSource.TELEMETRY,
            TwinAddress.module("d", "m"),
            Optional.of("{}"),
            Optional.of("637"),
            Optional.of("dtmi:a;1")));
    assertThat(event.message().body()).isEqualTo(Bytes.ofText("{}"));
    assertThat(event.message().properties()).isEqualTo(Map.of("b", "1", "n", "5"));
    assertThat(event.message().system())
        .isEqualTo(Map.of(
            SystemProperty.MESSAGE_ID, "m 1",
            SystemProperty.CORRELATION_ID, "c/1",
            SystemProperty.USER_ID, "ü",
            SystemProperty.TO, "/x",
            SystemProperty.CONTENT_TYPE, "application/json",
            SystemProperty.CONTENT_ENCODING, "utf-8",
            SystemProperty.EXPIRY, "2030-01-02T03:04:05.678Z",
            SystemProperty.CREATION_TIME, "2029-01-02T03:04:05Z",
            SystemProperty.COMPONENT, "thermo",
            SystemProperty.INTERFACE_ID, "urn:x"));
  }

  @Test
  void what_an_event_does_not_tell_is_missing() {
    HubEvent event = EventMapper.event(0, event("d", "twinChangeEvents")).orElseThrow();
    assertThat(event.origin())
        .isEqualTo(EventOrigin.of(EventSource.TWIN_CHANGES, TwinAddress.device("d")));
    assertThat(event.message().system()).isEmpty();
    assertThat(event.message().properties()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"d, digitalTwinChangeEvents", "d, ''", "'', Telemetry", "'a b', Telemetry"})
  void what_no_device_of_a_hub_caused_is_skipped(String device, String source) {
    assertThat(EventMapper.event(0, event(device, source))).isEmpty();
    assertThat(EventMapper.event(0, new EventData(new byte[0]))).isEmpty();
  }
}
