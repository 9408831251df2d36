package io.twinhub.azure.events;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.azure.wire.Waits;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The events of a hub, read from its Event Hubs-compatible endpoint. A connection that breaks is opened
 * again, and reading continues after the last event that was read.
 *
 * <p>Events of other programs in a partition, which name no device, are skipped.
 */
public final class AzureEventLog implements EventLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AzureEventLog.class);

  /** How long one answer may take: the same as for services that use REST. */
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(60);

  /** How often the client itself tries again; each attempt has the full wait. */
  private static final int CLIENT_RETRIES = 1;

  private static final Duration ATTEMPT_WAIT = Duration.ofSeconds(20);

  private static final Duration BETWEEN_READINGS = Duration.ofSeconds(2);

  private final EventsAddress address;
  private final Consumer<HubException> onEnd;
  private final Set<EventFlow> open = ConcurrentHashMap.newKeySet();
  private final EventHubConsumerAsyncClient client;

  /**
   * The events at an address. Nothing is sent yet. If a reading ends, that is written to the program's log.
   *
   * @throws IllegalArgumentException if the address cannot be used
   */
  public AzureEventLog(EventsAddress address) {
    this(
        address,
        refusal -> LOG.warn("reading of events has ended: {}", refusal.error().message()));
  }

  /**
   * The same for callers that need to know when a reading ends.
   *
   * @param onEnd called if the endpoint refuses a reading, at the start or later
   * @throws IllegalArgumentException if the address cannot be used
   */
  public AzureEventLog(EventsAddress address, Consumer<HubException> onEnd) {
    this.address = address;
    this.onEnd = onEnd;
    this.client = new EventHubClientBuilder()
        .connectionString(address.connectionString())
        .consumerGroup(address.consumerGroup())
        .retryOptions(
            new AmqpRetryOptions().setMaxRetries(CLIENT_RETRIES).setTryTimeout(ATTEMPT_WAIT))
        .buildAsyncConsumerClient();
  }

  /** The events of a hub whose endpoint is not known. */
  public static EventLog unknown() {
    return new EventLog() {
      @Override
      public int partitions() {
        throw notGiven();
      }

      @Override
      public PartitionState state(int partition) {
        throw notGiven();
      }

      @Override
      public MessageFlow read(int partition, EventPosition position, Consumer<HubEvent> taker) {
        throw notGiven();
      }
    };
  }

  private static HubException notGiven() {
    return new HubException(HubError.of(
        ErrorCode.NOT_IMPLEMENTED,
        "the events of a hub are read from its Event Hubs-compatible endpoint, whose connection string was not"
            + " given; "
            + EventsAddress.HOW_TO_GET_ONE));
  }

  @Override
  public int partitions() {
    return done(client.getPartitionIds().count()).intValue();
  }

  @Override
  public PartitionState state(int partition) {
    int count = partitions();
    if (partition < 0 || partition >= count) {
      throw new HubException(EventError.noSuchPartition(partition, count));
    }
    return state(done(client.getPartitionProperties(Integer.toString(partition))));
  }

  private static PartitionState state(PartitionProperties told) {
    long last = told.getLastEnqueuedSequenceNumber();
    return last < 0
        ? PartitionState.NEW
        : new PartitionState(
            told.isEmpty() ? last + 1 : told.getBeginningSequenceNumber(),
            last,
            number(told.getLastEnqueuedOffset()),
            told.getLastEnqueuedTime());
  }

  /**
   * Offsets are numbers in the event hubs of IoT hubs; only event hubs that are replicated between regions
   * have other offsets.
   */
  private static long number(String offset) {
    try {
      return Long.parseLong(offset);
    } catch (NumberFormatException other) {
      return Long.MAX_VALUE;
    }
  }

  private <T> T done(Mono<T> asked) {
    return Waits.done(
        address.name(),
        asked.toFuture(),
        ANSWER_WAIT,
        failure -> Optional.of(EventErrors.of(address, failure)));
  }

  @Override
  public MessageFlow read(int partition, EventPosition position, Consumer<HubEvent> taker) {
    PartitionState state = state(partition);
    com.azure.messaging.eventhubs.models.EventPosition first = Positions.of(position, state);
    AtomicLong last = new AtomicLong(-1);
    EventFlow flow = new EventFlow(
        event -> {
          last.set(event.getData().getSequenceNumber());
          return EventMapper.event(partition, event.getData());
        },
        taker,
        failure -> onEnd.accept(EventErrors.of(address, failure)));
    open.removeIf(EventFlow::isDisposed);
    open.add(flow);
    events(partition, first, last).subscribe(flow);
    return flow;
  }

  private Flux<PartitionEvent> events(
      int partition, com.azure.messaging.eventhubs.models.EventPosition first, AtomicLong last) {
    return Flux.defer(() -> client.receiveFromPartition(
            Integer.toString(partition),
            last.get() < 0
                ? first
                : com.azure.messaging.eventhubs.models.EventPosition.fromSequenceNumber(
                    last.get(), false)))
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_READINGS)
            .filter(EventErrors::isPassing)
            .doBeforeRetry(broken -> LOG.warn(
                "partition {} is read again: {}",
                partition,
                EventErrors.of(address, broken.failure()).error().message())));
  }

  /** Flows are closed first, or they would open the connection again. */
  @Override
  public void close() {
    open.forEach(EventFlow::close);
    client.close();
  }
}
