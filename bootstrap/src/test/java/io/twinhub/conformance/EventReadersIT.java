package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.AmqpTransportType;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.SystemProperty;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Azure's client for Event Hubs reads the events of a hub. Source: events.md. */
@Timeout(120)
class EventReadersIT {
  private static final TwinAddress PUMP = TwinAddress.device("pump");
  private static final int COUNT = 20;

  /** Long enough for an answer on a busy machine; who gets all that he wants waits less. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);

  private static HubOnSdkPorts sdk;
  private static String partition = "";

  /** How a client gets to the hub. */
  enum Way {
    PLAIN(AmqpTransportType.AMQP),
    TLS(AmqpTransportType.AMQP),
    WEB_SOCKET(AmqpTransportType.AMQP_WEB_SOCKETS);

    private final AmqpTransportType transport;

    Way(AmqpTransportType transport) {
      this.transport = transport;
    }

    /** Without the emulator's flag, the client goes to port 5671, or to 443 by WebSocket, with TLS. */
    EventHubConsumerClient connect(String group) {
      String plain = plainString();
      String connection = this == PLAIN
          ? plain
          : plain.replace(";UseDevelopmentEmulator=true", "").replaceFirst(":\\d+;", "/;");
      return new EventHubClientBuilder()
          .connectionString(connection)
          .transportType(transport)
          .consumerGroup(group)
          .buildConsumerClient();
    }
  }

  private static String plainString() {
    var facts = sdk.hub().facts();
    ConnectionString owner = ConnectionString.parse(facts.connectionString());
    return facts.events().connectionString(owner.keyName(), owner.key());
  }

  @BeforeAll
  static void start() throws IOException {
    sdk = HubOnSdkPorts.start();
    sdk.hub().ports().identities().create(IdentityRequest.withKeys(PUMP));
    try (DeviceConnection device = sdk.hub().ports().connections().open(PUMP, "", reason -> {})) {
      for (int i = 0; i < COUNT; i++) {
        device
            .send(DeviceMessage.ofJson("{\"n\":%d}".formatted(i))
                .with("alarm", "yes")
                .with(SystemProperty.MESSAGE_ID, "m" + i))
            .join();
      }
    }
    partition = filled(Way.PLAIN);
  }

  @AfterAll
  static void stop() {
    sdk.close();
  }

  /** The partition that holds the pump's events, as the client finds it. */
  private static String filled(Way way) {
    try (EventHubConsumerClient client = way.connect("$Default")) {
      return client.getPartitionIds().stream()
          .filter(id -> !client.getPartitionProperties(id).isEmpty())
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<PartitionEvent> read(Way way, int count, EventPosition from) {
    try (EventHubConsumerClient client = way.connect("$Default")) {
      ReceiveOptions options = new ReceiveOptions().setTrackLastEnqueuedEventProperties(true);
      List<PartitionEvent> all = new ArrayList<>();
      for (PartitionEvent event :
          client.receiveFromPartition(partition, count, from, WAIT_MAX, options)) {
        all.add(event);
      }
      return all;
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void the_event_hub_and_its_partitions_are_described(Way way) {
    try (EventHubConsumerClient client = way.connect("$Default")) {
      assertThat(client.getEventHubProperties().getName()).isEqualTo("twinhub");
      assertThat(client.getPartitionIds()).containsExactly("0", "1", "2", "3");
      var filled = client.getPartitionProperties(partition);
      assertThat(filled.getLastEnqueuedSequenceNumber()).isEqualTo(COUNT - 1);
      assertThat(filled.isEmpty()).isFalse();
      assertThat(filled.getLastEnqueuedTime()).isAfter(Instant.now().minusSeconds(600));
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void an_event_has_all_that_the_device_sent(Way way) {
    PartitionEvent event = read(way, 1, EventPosition.earliest()).get(0);
    assertThat(event.getData().getBodyAsString()).isEqualTo("{\"n\":0}");
    assertThat(event.getData().getProperties()).containsEntry("alarm", "yes");
    assertThat(event.getData().getMessageId()).isEqualTo("m0");
    assertThat(event.getData().getContentType()).isEqualTo("application/json");
    assertThat(event.getData().getSystemProperties())
        .containsEntry("iothub-connection-device-id", "pump")
        .containsEntry("iothub-message-source", "Telemetry")
        .containsKeys("iothub-enqueuedtime", "iothub-connection-auth-method");
    assertThat(event.getLastEnqueuedEventProperties().getSequenceNumber()).isEqualTo(COUNT - 1L);
  }

  static Stream<Arguments> positions() {
    return Stream.of(
        Arguments.of(EventPosition.earliest(), 0),
        Arguments.of(EventPosition.fromSequenceNumber(3), 4),
        Arguments.of(EventPosition.fromSequenceNumber(3, true), 3),
        Arguments.of(EventPosition.fromEnqueuedTime(Instant.now().minusSeconds(3_600)), 0));
  }

  @ParameterizedTest
  @MethodSource("positions")
  void a_reader_begins_where_it_likes(EventPosition position, long first) {
    assertThat(read(Way.PLAIN, 5, position))
        .extracting(event -> event.getData().getSequenceNumber())
        .containsExactly(first, first + 1, first + 2, first + 3, first + 4);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void a_reader_goes_on_behind_an_offset(Way way) {
    long offset = read(way, 3, EventPosition.earliest()).get(2).getData().getOffset();
    assertThat(read(way, 1, EventPosition.fromOffset(offset)))
        .extracting(event -> event.getData().getSequenceNumber())
        .containsExactly(3L);
  }

  @Test
  void a_group_that_is_not_there_is_refused() {
    try (EventHubConsumerClient client = Way.PLAIN.connect("nobody")) {
      assertThatThrownBy(() ->
              client.receiveFromPartition(partition, 1, EventPosition.earliest(), WAIT_MAX).stream()
                  .toList())
          .hasStackTraceContaining("there is no consumer group 'nobody'; there is $Default");
    }
  }

  @Test
  void a_wrong_key_is_refused() {
    String wrong = plainString().replaceFirst("SharedAccessKey=....", "SharedAccessKey=AAAA");
    try (EventHubConsumerClient client = new EventHubClientBuilder()
        .connectionString(wrong)
        .consumerGroup("$Default")
        .buildConsumerClient()) {
      assertThatThrownBy(client::getEventHubProperties).hasMessageContaining("status-code: 401");
    }
  }
}
