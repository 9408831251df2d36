package io.twinhub.local.engine.journal;

import io.twinhub.domain.message.Bytes;

/**
 * A message, or a piece of feedback, as a journal takes it.
 *
 * @param sequence a number that is unique among the hub's messages and feedback; later ones are larger
 * @param queue the queue that it is in: the address of a device or module, or a name that no address has
 * @param document everything to be kept of it, as one JSON object in UTF-8
 */
public record MessageRow(long sequence, String queue, Bytes document) {
  /** The queue of the hub's own events, which wait for the event log; no address begins like this. */
  public static final String EVENTS = "/events";
}
