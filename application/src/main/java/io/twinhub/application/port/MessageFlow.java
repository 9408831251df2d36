package io.twinhub.application.port;

/**
 * A flow of messages to a receiver, which gets as many as it requests. Closing the flow returns its unsettled
 * messages to the queue at once; the receiver can then no longer settle them.
 */
public interface MessageFlow extends Subscription {

  /** Allows {@code more} messages to come, in addition to those already requested. Returns at once. */
  void request(int more);

  /** Stops messages that are not yet on their way, until the next {@link #request}. Returns at once. */
  void pause();

  /**
   * Runs {@code work} later on a thread of the hub, after every available message that was
   * {@linkplain #request requested} before this call has been delivered. The work is not run if the hub
   * stops.
   */
  default void afterwards(Runnable work) {
    work.run();
  }
}
