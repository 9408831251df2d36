package io.twinhub.domain.message.queue;

/** What becomes of a message that somebody holds. */
public enum Settlement {
  /** It is done with. */
  COMPLETE,
  /** It goes back to its place, and is delivered again. */
  ABANDON,
  /** It is thrown away. */
  REJECT
}
