package io.twinhub.local.frontend.amqp.session;

/** Counts the bytes of answers that wait for credit, on all links of one connection. Event loop. */
final class AnswerBytes {
  /** How many may wait; a hub setting. */
  static final int MAX = 1024 * 1024;

  private int waiting;

  /** Counts {@code bytes} more; returns whether they are within the limit. */
  boolean take(int bytes) {
    waiting += bytes;
    return waiting <= MAX;
  }

  /** Counts {@code bytes} less. */
  void giveBack(int bytes) {
    waiting -= bytes;
  }
}
