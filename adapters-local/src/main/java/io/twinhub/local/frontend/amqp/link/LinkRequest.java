package io.twinhub.local.frontend.amqp.link;

import java.util.Optional;

/** A link that the client wants to attach. It is answered once, by {@link #admit} or {@link #refuse}. */
public interface LinkRequest {

  /** Whether the client will send on it; otherwise it will receive. */
  boolean clientSends();

  /** The address of the hub's end, as the client wrote it; empty if it gave none. */
  String address();

  /** A link property, if it is present and a string. */
  Optional<String> property(String name);

  /** Attaches the link; from now on {@code user} is told what happens on it. */
  void admit(LinkUser user);

  /** Attaches the link without a terminus and ends it at once, which is how AMQP refuses. */
  void refuse(AmqpCondition condition);

  /** The link; open once it is admitted, unless the client has ended it. */
  AmqpLink link();
}
