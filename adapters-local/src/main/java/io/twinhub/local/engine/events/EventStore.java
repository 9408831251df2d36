package io.twinhub.local.engine.events;

import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.io.IOException;
import java.util.List;

/** Keeps events beyond the life of the process. One thread writes; any thread may read. */
public interface EventStore extends AutoCloseable {

  /**
   * The state of each partition, from partition 0 on. Called before anything is written.
   *
   * @throws IllegalStateException with a message for the user, if the store cannot be read
   */
  List<PartitionState> load();

  /**
   * The highest number of the hub's own events that was ever written; 0 if there was none.
   *
   * @throws IllegalStateException with a message for the user, if the store cannot be read
   */
  long moved();

  /**
   * Makes events durable, all of them or none. When this returns, they survive the death of the process and
   * of the machine.
   *
   * @param events in the order of their partitions and numbers
   * @param moved the highest number of the hub's own events among them; 0 if there is none
   * @throws IOException if that failed; nothing is kept then, and a later call may succeed
   */
  void write(List<NewEvent> events, long moved) throws IOException;

  /**
   * An event that is to be written.
   *
   * @param document the event as {@link EventDocument} writes it
   */
  record NewEvent(HubEvent event, String document) {}

  /**
   * Drops the events of a partition that come before {@code first}.
   *
   * @throws IOException if that failed; a later call may succeed
   */
  void trim(int partition, long first) throws IOException;

  /**
   * Reads events of a partition, in order.
   *
   * @param from the number of the first event; events that were dropped are skipped
   * @param max the largest number of events to return
   * @throws IOException if they cannot be read
   */
  List<HubEvent> read(int partition, long from, int max) throws IOException;

  @Override
  void close();
}
