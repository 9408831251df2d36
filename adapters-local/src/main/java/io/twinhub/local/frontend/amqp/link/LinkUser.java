package io.twinhub.local.frontend.amqp.link;

/** The user of an attached link, told what happens on it. */
public interface LinkUser {

  /** A complete message came. Not called on links on which the client receives. */
  default void received(Delivery delivery) {}

  /** Whether the client settles what it is sent on this link; otherwise all messages are sent settled. */
  default boolean isSettledByClient() {
    return false;
  }

  /** The client changed its credit, or there is room to send again. */
  default void credited() {}

  /**
   * The client wants the messages available now and no others. Call {@code done} once they have been sent; it
   * takes back the remaining credit.
   */
  default void drain(Runnable done) {
    credited();
    done.run();
  }

  /** The link was ended by either side; called once. */
  default void detached() {}
}
