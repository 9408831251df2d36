package io.twinhub.domain.message.queue;

/** What a receiver does with a message that it holds. */
public enum Settlement {
  /** The message is completed. */
  COMPLETE,
  /** It returns to its place in the queue and is delivered again. */
  ABANDON,
  /** It is thrown away. */
  REJECT
}
