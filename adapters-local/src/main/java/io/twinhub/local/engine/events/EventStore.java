package io.twinhub.local.engine.events;

import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.io.IOException;
import java.util.List;

/** Where events outlive the process. One thread writes; reads come from any thread. */
public interface EventStore extends AutoCloseable {

  /**
   * What each partition holds, from partition 0 on; before anything is written.
   *
   * @throws IllegalStateException in words for the user, if it cannot be read
   */
  List<PartitionState> load();

  /**
   * The highest number of the hub's own events that was ever written; 0 if there was none.
   *
   * @throws IllegalStateException in words for the user, if it cannot be read
   */
  long moved();

  /**
   * Makes events durable, all of them or none. When this returns, they survive the death of the process and of
   * the machine.
   *
   * @param events in the order of their partitions and numbers
   * @param moved the highest number of the hub's own events among them; 0 if there is none
   * @throws IOException if it could not; nothing is kept then, and a later call may succeed
   */
  void write(List<HubEvent> events, long moved) throws IOException;

  /**
   * Drops the events of a partition that come before {@code first}.
   *
   * @throws IOException if it could not; a later call may succeed
   */
  void trim(int partition, long first) throws IOException;

  /**
   * Reads events of a partition, in order.
   *
   * @param from the number of the first; one that was dropped is passed over
   * @param max how many at most
   * @throws IOException if it cannot be read
   */
  List<HubEvent> read(int partition, long from, int max) throws IOException;

  @Override
  void close();
}
