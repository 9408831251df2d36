package io.twinhub.local.frontend.amqp.session;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.access.AuthenticatedService;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.amqp.link.LinkAddress.Purpose;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.amqp.message.LockedItems;
import io.twinhub.local.frontend.amqp.message.LockedLink;
import io.twinhub.local.frontend.amqp.message.ServiceSender;
import io.twinhub.local.frontend.amqp.message.Turns;
import io.twinhub.local.frontend.net.Deadline;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Links of back ends: messages to devices and their feedback. Files are never uploaded, so the link for file
 * notices stays empty. Event loop.
 */
final class ServiceLinks {
  private final AmqpConnection amqp;
  private final ConnectionScope scope;
  private final Map<AmqpLink, Attached> links = new HashMap<>();
  private final Map<Purpose, Deadline> expiries = new EnumMap<>(Purpose.class);

  private record Attached(Purpose purpose, LinkUser user) {}

  ServiceLinks(AmqpConnection amqp, ConnectionScope scope) {
    this.amqp = amqp;
    this.scope = scope;
    amqp.end().exit().atEnd(() -> amqp.onLoop(this::end));
  }

  /** Attaches a link if a token on this connection allows it. */
  void attach(LinkRequest request, Purpose purpose) {
    if (!amqp.ordered().take(0, () -> authorize(request, purpose))) {
      request.refuse(new AmqpCondition(AmqpCondition.LIMIT, "the hub is busy, or stopping"));
    }
  }

  /** Serial executor. */
  private void authorize(LinkRequest request, Purpose purpose) {
    try {
      AuthenticatedService service = scope.credentials().service(purpose);
      amqp.onLoop(() -> admit(request, purpose, service));
    } catch (HubException refusal) {
      scope.log().refused(request.address(), refusal);
      amqp.onLoop(() -> request.refuse(AmqpCondition.of(refusal)));
    }
  }

  private void admit(LinkRequest request, Purpose purpose, AuthenticatedService service) {
    AmqpLink link = request.link();
    LinkUser user = user(link, purpose, service.principal());
    links.put(link, new Attached(purpose, user));
    admit(request, user);
    if (!expiries.containsKey(purpose)) {
      watchExpiry(purpose, service);
    }
  }

  private void admit(LinkRequest request, LinkUser user) {
    AmqpLink link = request.link();
    request.admit(new LinkUser() {
      @Override
      public void received(Delivery delivery) {
        user.received(delivery);
      }

      @Override
      public boolean isSettledByClient() {
        return user.isSettledByClient();
      }

      @Override
      public void credited() {
        user.credited();
      }

      @Override
      public void drain(Runnable done) {
        user.drain(done);
      }

      @Override
      public void detached() {
        links.remove(link);
        user.detached();
      }
    });
    if (user instanceof LockedLink feedback) {
      feedback.start();
    }
  }

  private LinkUser user(AmqpLink link, Purpose purpose, Principal who) {
    Turns turns = new Turns(
        amqp.channel(),
        amqp.work(),
        amqp.ordered(),
        refusal -> scope.log().refused("a back end", refusal));
    return switch (purpose) {
      case SERVICE_MESSAGES -> new ServiceSender(link, scope.hub().messages(), who, turns);
      case SERVICE_FEEDBACK ->
        new LockedLink(link, LockedItems.feedback(scope.hub().messages(), who), turns);
      default -> new LinkUser() {};
    };
  }

  /** Checks again when the token that admits links of this purpose expires. */
  private void watchExpiry(Purpose purpose, AuthenticatedService service) {
    if (amqp.end().exit().isClosed() || !isUsed(purpose)) {
      expiries.remove(purpose);
    } else {
      expiries.put(
          purpose,
          Deadline.at(
              service.until().plusSeconds(1),
              scope.hub().devices().clock(),
              amqp.channel().eventLoop(),
              () -> expired(purpose)));
    }
  }

  private void expired(Purpose purpose) {
    if (!amqp.ordered().take(0, () -> renew(purpose))) {
      end(purpose, new AmqpCondition(AmqpCondition.LIMIT, "the hub is busy, or stopping"));
    }
  }

  /** Serial executor. */
  private void renew(Purpose purpose) {
    try {
      AuthenticatedService service = scope.credentials().service(purpose);
      amqp.onLoop(() -> watchExpiry(purpose, service));
    } catch (HubException expired) {
      amqp.onLoop(() -> {
        if (isUsed(purpose)) {
          scope.log().refused("a back end", expired);
        }
        end(purpose, AmqpCondition.of(expired));
      });
    }
  }

  private void end(Purpose purpose, AmqpCondition condition) {
    expiries.remove(purpose);
    Map.copyOf(links).forEach((link, attached) -> {
      if (attached.purpose() == purpose) {
        link.detach(condition);
      }
    });
  }

  private boolean isUsed(Purpose purpose) {
    return links.values().stream().anyMatch(attached -> attached.purpose() == purpose);
  }

  /** A client that is gone detaches no links, but its locked feedback must still go to the next reader. */
  private void end() {
    expiries.values().forEach(Deadline::cancel);
    expiries.clear();
    links.values().forEach(attached -> attached.user().detached());
    links.clear();
  }
}
