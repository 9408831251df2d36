package io.twinhub.local.frontend.amqp.link;

/** Whoever a link was attached for. */
public interface LinkUser {

  /** A whole message came. Not called on links on which the client receives. */
  default void received(Delivery delivery) {}

  /** Whether the client settles what it is sent on this link; otherwise all is sent settled. */
  default boolean isSettledByClient() {
    return false;
  }

  /** The client gave credit or took it back, or there is room again to send. */
  default void credited() {}

  /**
   * The client wants what is there now, and nothing more: {@code done} takes the credit back that is left once
   * that was sent.
   */
  default void drain(Runnable done) {
    credited();
    done.run();
  }

  /** The link has ended, by either side; called once. */
  default void detached() {}
}
