package io.twinhub.local.engine.events;

import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.PartitionState;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops the events that a log no longer has to keep. */
final class Trimming {
  private static final Logger LOG = LoggerFactory.getLogger(Trimming.class);

  private final Retention retention;
  private final EventReading reading;
  private final Optional<EventStore> store;
  private final int partitions;

  Trimming(Retention retention, EventReading reading, Optional<EventStore> store, int partitions) {
    this.retention = retention;
    this.reading = reading;
    this.store = store;
    this.partitions = partitions;
  }

  /** Drops the oldest events of a partition, if they are too old or too many. */
  void trim(Partition partition, Instant now) {
    PartitionState state = partition.state();
    if (state.isEmpty()) {
      return;
    }
    long young = reading.firstAfter(partition, now.minus(retention.age()));
    long share = state.lastOffset() - retention.bytesMax() / partitions;
    long fitting =
        share <= 0 ? 0 : reading.first(partition, new EventPosition.AtOffset(share, false));
    long first = Math.max(young, fitting);
    if (first <= state.first()) {
      return;
    }
    try {
      if (store.isPresent()) {
        store.get().trim(partition.number(), first);
      }
      partition.trimmed(first);
    } catch (IOException failure) {
      LOG.warn("old events of partition {} cannot be dropped", partition.number(), failure);
    }
  }
}
