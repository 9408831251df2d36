package io.twinhub.application.port;

/**
 * Messages on their way to a receiver, as many as it asked for. Closing it gives back at once what it holds
 * and has not settled; what it then settles is lost to it.
 */
public interface MessageFlow extends Subscription {

  /** Lets {@code more} messages come, beyond those that may come already. Returns at once. */
  void request(int more);

  /** Lets none come that is not on its way, until the next {@link #request}. Returns at once. */
  void pause();

  /**
   * Has {@code work} done, some time later, on a thread of the hub's: after all messages have come that were
   * {@linkplain #request requested} before and are there. It is not done if the hub stops.
   */
  default void afterwards(Runnable work) {
    work.run();
  }
}
