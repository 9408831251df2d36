package io.twinhub.local.frontend.amqp.session;

import io.netty.util.concurrent.Future;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.access.AuthenticatedService;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.Condition;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.net.Deadline;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Links of back ends. They attach, so that programs that open a messaging client start; messages to devices
 * are not built, and each is rejected with words that say so. Event loop.
 */
final class ServiceLinks {
  private final Line line;
  private final ConnectionScope scope;
  private final Set<AmqpLink> links = new HashSet<>();
  private Optional<Future<?>> expiry = Optional.empty();

  ServiceLinks(Line line, ConnectionScope scope) {
    this.line = line;
    this.scope = scope;
  }

  /** Attaches a link if a token on this connection allows it. */
  void attach(LinkRequest request) {
    if (!line.turns().take(0, () -> authorize(request))) {
      request.refuse(new Condition(Condition.LIMIT, "the hub is busy, or stopping"));
    }
  }

  /** Serial executor. */
  private void authorize(LinkRequest request) {
    try {
      AuthenticatedService service = scope.credentials().service();
      line.onLoop(() -> admit(request, service));
    } catch (HubException refusal) {
      scope.log().refused(request.address(), refusal);
      line.onLoop(() -> request.refuse(Condition.of(refusal)));
    }
  }

  private void admit(LinkRequest request, AuthenticatedService service) {
    AmqpLink link = request.link();
    links.add(link);
    request.admit(new LinkUser() {
      @Override
      public void received(Delivery delivery) {
        delivery.reject(new Condition(
            Condition.NOT_IMPLEMENTED,
            "501000 NotImplemented: this hub sends no cloud-to-device messages"));
        link.replenish();
      }

      @Override
      public void detached() {
        links.remove(link);
      }
    });
    watchExpiry(service);
  }

  private void watchExpiry(AuthenticatedService service) {
    if (expiry.isEmpty()) {
      Future<?> timer = Deadline.at(
          service.until().plusSeconds(1),
          scope.hub().devices().clock(),
          line.channel().eventLoop(),
          () -> line.turns().take(0, this::renew));
      expiry = Optional.of(timer);
      line.departure().exit().atEnd(() -> timer.cancel(false));
    }
  }

  /** Serial executor. */
  private void renew() {
    try {
      AuthenticatedService service = scope.credentials().service();
      line.onLoop(() -> {
        expiry = Optional.empty();
        watchExpiry(service);
      });
    } catch (HubException expired) {
      line.onLoop(() -> end(Condition.of(expired), expired));
    }
  }

  private void end(Condition condition, HubException expired) {
    if (!links.isEmpty()) {
      scope.log().refused("a back end", expired);
    }
    List.copyOf(links).forEach(link -> link.detach(condition));
  }
}
