package io.twinhub.local.frontend.amqp.session;

import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import java.util.Optional;

/**
 * Two links of a device or module that belong together, one in each direction. Both name the same correlation
 * id. Event loop.
 */
abstract class LinkPair implements LinkUser {
  private final String correlationId;
  private Optional<AmqpLink> fromClient = Optional.empty();
  private Optional<AmqpLink> toClient = Optional.empty();

  LinkPair(String correlationId) {
    this.correlationId = correlationId;
  }

  /** The correlation id that both links name. */
  final String correlationId() {
    return correlationId;
  }

  /** Adds one of the two links. */
  final void join(AmqpLink link, boolean clientSends) {
    if (clientSends) {
      fromClient = Optional.of(link);
    } else {
      toClient = Optional.of(link);
    }
  }

  /** The link on which the client sends. */
  final Optional<AmqpLink> fromClient() {
    return fromClient;
  }

  /** The link on which the client receives. */
  final Optional<AmqpLink> toClient() {
    return toClient;
  }

  /** Whether both links are attached. */
  final boolean isComplete() {
    return fromClient.isPresent() && toClient.isPresent();
  }

  /** Whether {@code link} is one of the two. */
  final boolean holds(AmqpLink link) {
    return fromClient.filter(link::equals).isPresent()
        || toClient.filter(link::equals).isPresent();
  }

  /** One of the two has been attached. */
  abstract void attached();

  /** Ends both links. */
  final void detach(AmqpCondition condition) {
    fromClient.ifPresent(link -> link.detach(condition));
    toClient.ifPresent(link -> link.detach(condition));
    end();
  }

  /** Ends the pair's work. Any thread. */
  abstract void end();
}
