package io.twinhub.azure.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.PartitionContext;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A flow gives its taker as many events as were requested, in their order. */
class EventFlowTest {
  private final List<Long> taken = new ArrayList<>();
  private final List<Throwable> ends = new ArrayList<>();
  private final AtomicLong sequence = new AtomicLong();

  private static PartitionEvent fetched() {
    return new PartitionEvent(
        new PartitionContext("n", "e", "g", "0"), new EventData(new byte[0]), null);
  }

  private HubEvent next() {
    return new HubEvent(
        0,
        sequence.getAndIncrement(),
        0,
        Instant.EPOCH,
        EventOrigin.of(EventSource.TELEMETRY, TwinAddress.device("d")),
        DeviceMessage.ofJson("{}"));
  }

  private EventFlow flow(Consumer<HubEvent> taker) {
    return new EventFlow(fetched -> Optional.of(next()), taker, ends::add);
  }

  private EventFlow flow() {
    return flow(event -> taken.add(event.sequence()));
  }

  private static Flux<PartitionEvent> many() {
    return Flux.range(0, 1000).map(number -> fetched());
  }

  @Test
  void nothing_comes_that_was_not_requested() {
    EventFlow flow = flow();
    many().subscribe(flow);
    assertThat(taken).isEmpty();
    flow.request(2);
    assertThat(taken).containsExactly(0L, 1L);
    flow.request(1);
    assertThat(taken).containsExactly(0L, 1L, 2L);
  }

  @Test
  void what_was_requested_before_the_connection_is_there_comes_with_it() {
    EventFlow flow = flow();
    flow.request(2);
    many().subscribe(flow);
    assertThat(taken).containsExactly(0L, 1L);
  }

  @Test
  void what_was_on_its_way_when_the_taker_paused_comes_first_when_it_goes_on() {
    Sinks.Many<PartitionEvent> source = Sinks.many().unicast().onBackpressureBuffer();
    EventFlow flow = flow();
    source.asFlux().subscribe(flow);
    flow.request(5);
    flow.pause();
    for (int i = 0; i < 3; i++) {
      assertThat(source.tryEmitNext(fetched())).isEqualTo(Sinks.EmitResult.OK);
    }
    assertThat(taken).isEmpty();
    flow.request(2);
    assertThat(taken).containsExactly(0L, 1L);
  }

  @Test
  void a_taker_may_request_while_it_takes() {
    List<EventFlow> own = new ArrayList<>();
    EventFlow flow = flow(event -> {
      taken.add(event.sequence());
      own.get(0).request(1);
    });
    own.add(flow);
    many().subscribe(flow);
    flow.request(1);
    assertThat(taken).hasSize(1000).isSorted();
  }

  @Test
  void what_is_to_be_skipped_costs_no_request() {
    EventFlow flow = new EventFlow(
        fetched -> {
          HubEvent event = next();
          return event.sequence() % 2 == 0 ? Optional.of(event) : Optional.empty();
        },
        event -> taken.add(event.sequence()),
        ends::add);
    many().subscribe(flow);
    flow.request(3);
    assertThat(taken).containsExactly(0L, 2L, 4L);
  }

  @Test
  void a_taker_that_fails_gets_the_next_one_all_the_same() {
    EventFlow flow = flow(event -> {
      taken.add(event.sequence());
      throw new IllegalStateException("a taker's mistake");
    });
    many().subscribe(flow);
    flow.request(2);
    assertThat(taken).containsExactly(0L, 1L);
  }

  @Test
  void after_its_end_nothing_comes() {
    EventFlow flow = flow();
    many().subscribe(flow);
    flow.request(1);
    flow.close();
    flow.close();
    flow.request(1);
    assertThat(taken).containsExactly(0L);
  }

  @Test
  void that_the_source_fails_is_told() {
    IllegalStateException failure = new IllegalStateException("refused");
    EventFlow flow = flow();
    Flux.<PartitionEvent>error(failure).subscribe(flow);
    flow.request(1);
    assertThat(ends).containsExactly(failure);
  }
}
