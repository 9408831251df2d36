package io.twinhub.local.frontend.amqp.link;

/** Whoever a link was attached for. */
public interface LinkUser {

  /** A whole message came. Not called on links on which the client receives. */
  default void received(Delivery delivery) {}

  /** The client gave credit. */
  default void credited() {}

  /** The link has ended, by either side; called once. */
  default void detached() {}
}
