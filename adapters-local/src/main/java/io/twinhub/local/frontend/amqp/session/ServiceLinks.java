package io.twinhub.local.frontend.amqp.session;

import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.access.AuthenticatedService;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.Condition;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.amqp.link.LinkAddress.Purpose;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.net.Deadline;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Links of back ends. They attach, so that programs that open a messaging client start; messages to devices
 * are not built, and each is rejected with words that say so. Event loop.
 */
final class ServiceLinks {
  private final Line line;
  private final ConnectionScope scope;
  private final Map<AmqpLink, Purpose> links = new HashMap<>();
  private final Map<Purpose, Deadline> expiries = new EnumMap<>(Purpose.class);

  ServiceLinks(Line line, ConnectionScope scope) {
    this.line = line;
    this.scope = scope;
    line.departure().exit().atEnd(() -> line.onLoop(this::stopWatching));
  }

  /** Attaches a link if a token on this connection allows it. */
  void attach(LinkRequest request, Purpose purpose) {
    if (!line.turns().take(0, () -> authorize(request, purpose))) {
      request.refuse(new Condition(Condition.LIMIT, "the hub is busy, or stopping"));
    }
  }

  /** Serial executor. */
  private void authorize(LinkRequest request, Purpose purpose) {
    try {
      AuthenticatedService service = scope.credentials().service(purpose);
      line.onLoop(() -> admit(request, purpose, service));
    } catch (HubException refusal) {
      scope.log().refused(request.address(), refusal);
      line.onLoop(() -> request.refuse(Condition.of(refusal)));
    }
  }

  private void admit(LinkRequest request, Purpose purpose, AuthenticatedService service) {
    AmqpLink link = request.link();
    links.put(link, purpose);
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
    if (!expiries.containsKey(purpose)) {
      watchExpiry(purpose, service);
    }
  }

  /** Looks again when the token ends that lets links of this purpose in. */
  private void watchExpiry(Purpose purpose, AuthenticatedService service) {
    if (line.departure().exit().isClosed() || !links.containsValue(purpose)) {
      expiries.remove(purpose);
    } else {
      expiries.put(
          purpose,
          Deadline.at(
              service.until().plusSeconds(1),
              scope.hub().devices().clock(),
              line.channel().eventLoop(),
              () -> expired(purpose)));
    }
  }

  private void expired(Purpose purpose) {
    if (!line.turns().take(0, () -> renew(purpose))) {
      end(purpose, new Condition(Condition.LIMIT, "the hub is busy, or stopping"));
    }
  }

  /** Serial executor. */
  private void renew(Purpose purpose) {
    try {
      AuthenticatedService service = scope.credentials().service(purpose);
      line.onLoop(() -> watchExpiry(purpose, service));
    } catch (HubException expired) {
      line.onLoop(() -> {
        if (links.containsValue(purpose)) {
          scope.log().refused("a back end", expired);
        }
        end(purpose, Condition.of(expired));
      });
    }
  }

  private void end(Purpose purpose, Condition condition) {
    expiries.remove(purpose);
    Map.copyOf(links).forEach((link, linkPurpose) -> {
      if (linkPurpose == purpose) {
        link.detach(condition);
      }
    });
  }

  private void stopWatching() {
    expiries.values().forEach(Deadline::cancel);
    expiries.clear();
  }
}
