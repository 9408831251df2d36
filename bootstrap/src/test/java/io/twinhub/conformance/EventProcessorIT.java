package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.eventhubs.EventProcessorClient;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import com.azure.messaging.eventhubs.models.EventContext;
import com.azure.messaging.eventhubs.models.EventPosition;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.EventsConfig;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Azure's event processor, which keeps checkpoints, and a hub that is stopped and started. */
@Timeout(180)
class EventProcessorIT {
  private static final int COUNT = 50;

  @TempDir
  private Path folder;

  private final Checkpoints checkpoints = new Checkpoints();
  private final Queue<String> read = new ConcurrentLinkedQueue<>();

  private Twinhub start(int eventsPort) {
    return Twinhub.start(HubConfig.builder(folder.resolve("run"))
        .freePorts()
        .events(EventsConfig.DEFAULT.port(eventsPort))
        .data(folder.resolve("data"))
        .build());
  }

  private static void send(Twinhub hub, int from) {
    for (String id : List.of("one", "two", "three")) {
      TwinAddress address = TwinAddress.device(id);
      if (hub.ports().identities().find(address).isEmpty()) {
        hub.ports().identities().create(IdentityRequest.withKeys(address));
      }
      try (DeviceConnection device = hub.ports().connections().open(address, "", reason -> {})) {
        for (int i = from; i < from + COUNT; i++) {
          device.send(DeviceMessage.ofJson("\"%s %d\"".formatted(id, i))).join();
        }
      }
    }
  }

  private EventProcessorClient processor(Twinhub hub) {
    ConnectionString owner = ConnectionString.parse(hub.facts().connectionString());
    Map<String, EventPosition> first = IntStream.range(0, 4)
        .mapToObj(Integer::toString)
        .collect(Collectors.toMap(Function.identity(), id -> EventPosition.earliest()));
    return new EventProcessorClientBuilder()
        .connectionString(hub.facts().events().connectionString(owner.keyName(), owner.key()))
        .consumerGroup("$Default")
        .checkpointStore(checkpoints)
        .initialPartitionEventPosition(first)
        .loadBalancingUpdateInterval(Duration.ofSeconds(1))
        .partitionOwnershipExpirationInterval(Duration.ofSeconds(3))
        .processEvent(this::take)
        .processError(error -> {})
        .buildEventProcessorClient();
  }

  private void take(EventContext event) {
    read.add(event.getEventData().getBodyAsString());
    event.updateCheckpoint();
  }

  private void awaitCount(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> read.stream().distinct().count() >= count);
  }

  @Test
  void it_goes_on_from_its_checkpoint_after_it_and_the_hub_were_stopped() {
    int port;
    try (Twinhub hub = start(0)) {
      port = hub.facts().events().port();
      send(hub, 0);
      EventProcessorClient processor = processor(hub);
      processor.start();
      awaitCount(3 * COUNT);
      processor.stop();
      send(hub, COUNT);
    }
    try (Twinhub hub = start(port)) {
      EventProcessorClient processor = processor(hub);
      processor.start();
      awaitCount(6 * COUNT);
      send(hub, 2 * COUNT);
      awaitCount(9 * COUNT);
      processor.stop();
    }
    // A processor may take an event again if it lost its partition before the checkpoint; never all
    // of them.
    assertThat(read).hasSizeLessThan(10 * COUNT);
    for (String id : List.of("one", "two", "three")) {
      assertThat(read.stream().distinct().filter(body -> body.startsWith("\"" + id + " ")))
          .containsExactlyElementsOf(IntStream.range(0, 3 * COUNT)
              .mapToObj(number -> "\"%s %d\"".formatted(id, number))
              .toList());
    }
  }
}
