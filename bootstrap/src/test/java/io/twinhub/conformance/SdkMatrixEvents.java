package io.twinhub.conformance;

import static io.twinhub.conformance.SdkMatrixBackEnd.requireSame;

import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.Message;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.azure.events.AzureEventLog;
import io.twinhub.azure.events.EventsAddress;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the events of the hub for the Java rows of the SDK matrix, with {@code azure-messaging-eventhubs}. */
final class SdkMatrixEvents {
  private static final int CALL_MILLIS_MAX = 10_000;
  private static final String BODY = "{\"t\":21.5,\"ü\":\"°C\"}";

  private final Map<String, HubEvent> seen = new ConcurrentHashMap<>();

  /** Reads from now on all events that there were and will be. */
  SdkMatrixEvents(String connection) {
    EventLog log = new AzureEventLog(EventsAddress.parse(connection));
    for (int partition = 0; partition < log.partitions(); partition++) {
      log.read(partition, new EventPosition.Earliest(), this::note).request(Integer.MAX_VALUE);
    }
  }

  private void note(HubEvent event) {
    event.message().find(SystemProperty.MESSAGE_ID).ifPresent(id -> seen.put(id, event));
  }

  /** Sends a message with all of its parts, and finds it among the events. */
  void telemetry(InternalClient client, TwinAddress sender) throws Exception {
    Message message = new Message(BODY);
    String id = UUID.randomUUID().toString();
    message.setMessageId(id);
    message.setCorrelationId(SdkMatrixBackEnd.CORRELATION_ID);
    message.setContentType("application/json");
    message.setContentEncoding("utf-8");
    SdkMatrixBackEnd.PROPERTIES.forEach(message::setProperty);
    DeviceProgram.retried(() -> {
      client.sendEvent(message, CALL_MILLIS_MAX);
      return true;
    });
    SdkMatrixBackEnd.until(() -> seen.containsKey(id), "an event");
    HubEvent event = Objects.requireNonNull(seen.get(id));
    requireSame("the sender", event.origin().address(), sender);
    requireSame("the body", event.message().body().text(), BODY);
    requireSame(
        "the correlation id",
        event.message().find(SystemProperty.CORRELATION_ID).orElse(""),
        SdkMatrixBackEnd.CORRELATION_ID);
    requireSame(
        "the content type",
        event.message().find(SystemProperty.CONTENT_TYPE).orElse(""),
        "application/json");
    requireSame("the properties", event.message().properties(), SdkMatrixBackEnd.PROPERTIES);
    if (event.origin().authMethod().isEmpty() || event.origin().generationId().isEmpty()) {
      throw new IllegalStateException("the event does not say how its sender came in");
    }
  }
}
