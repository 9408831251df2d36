package io.twinhub.local.frontend.amqp.link;

import java.util.Map;
import java.util.Optional;

/** A link that the client wants to attach. It is answered once, by {@link #admit} or {@link #refuse}. */
public interface LinkRequest {

  /** Whether the client will send on it; otherwise it will receive. */
  boolean clientSends();

  /** The address of the hub's end, as the client wrote it; empty if it gave none. */
  String address();

  /** A link property, if it is present and a string. */
  Optional<String> property(String name);

  /** A link property, if it is present and a number. */
  Optional<Long> number(String name);

  /**
   * What the client's filter of the source says, whatever describes it; empty if there is none.
   *
   * @param name the key in the filter map
   */
  Optional<Object> filter(String name);

  /** Whether the client would like the hub to have a capability. */
  boolean desires(String capability);

  /** The host that the client named in {@code open}; empty if it named none. */
  String hostName();

  /** Equal for links of one session. */
  Object session();

  /** Attaches the link; from now on {@code user} is told what happens on it. */
  void admit(LinkUser user);

  /** Attaches the link without a terminus and ends it at once, which is how AMQP refuses. */
  void refuse(AmqpCondition condition);

  /**
   * The same, with more to tell.
   *
   * @param info what the error's map holds
   */
  void refuse(AmqpCondition condition, Map<String, Object> info);

  /** The link; open once it is admitted, unless the client has ended it. */
  AmqpLink link();
}
