package io.twinhub.local.frontend.amqp.session;

import io.netty.util.concurrent.Future;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.amqp.events.EventAddress;
import io.twinhub.local.frontend.amqp.events.EventLinks;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.LinkAddress;
import io.twinhub.local.frontend.amqp.link.LinkAddress.Purpose;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.PeerEvents;
import io.twinhub.local.frontend.amqp.message.RequestNode;
import io.twinhub.local.frontend.amqp.message.Turns;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The client of one connection: which identities it has proven, and which links it may therefore attach.
 * Event loop.
 */
public final class Client implements PeerEvents {
  /**
   * How long a client may take from its {@code open} to its first valid credentials, in seconds; a hub
   * setting.
   */
  public static final int PROOF_SECONDS_MAX = 60;

  private static final int MODEL_ID_LENGTH_MAX = 2048;

  private final AmqpConnection amqp;
  private final ConnectionScope scope;
  private final RequestNode tokens;
  private final EventLinks events;
  private final boolean eventsOnly;
  private final ConnectedDevices devices;
  private final ServiceLinks services;
  private Optional<Future<?>> patience = Optional.empty();
  private boolean proven;

  /**
   * Serves the client at the other end of {@code amqp}.
   *
   * @param readable the events that back ends read
   * @param chain the certificates of the TLS handshake, the client's own first; empty if none. Called when
   *     the handshake is done
   */
  public Client(
      AmqpHub hub,
      ReadableEvents readable,
      AmqpConnection amqp,
      Supplier<List<X509Certificate>> chain) {
    this.amqp = amqp;
    this.eventsOnly = readable.only();
    PartLog log = new PartLog(hub.devices().log(), amqp.channel());
    this.scope = new ConnectionScope(hub, new Credentials(hub, chain), log, new AnswerBytes());
    Turns turns = new Turns(
        amqp.channel(), amqp.work(), amqp.ordered(), refusal -> log.refused("a back end", refusal));
    this.tokens =
        new RequestNode(turns, new TokenNode(amqp, scope.credentials(), log, this::proven));
    this.events = new EventLinks(
        readable.hub(),
        new EventLinks.Surroundings(
            turns, scope.credentials(), hub.devices().clock(), this::proven, log::refused),
        amqp.end().exit());
    this.devices = new ConnectedDevices(amqp, scope, tokens);
    this.services = new ServiceLinks(amqp, scope);
  }

  @Override
  public void authenticate(String mechanism, byte[] response, Consumer<Boolean> outcome) {
    switch (mechanism) {
      case "ANONYMOUS", "MSSBCBS" -> outcome.accept(true); // tokens follow on $cbs
      case "EXTERNAL" -> outcome.accept(scope.credentials().hasCertificate());
      case "PLAIN" -> plain(response, outcome);
      default -> outcome.accept(false);
    }
  }

  /** Nothing more is read until the token has been judged: what follows depends on it. */
  private void plain(byte[] response, Consumer<Boolean> outcome) {
    boolean taken = amqp.ordered().takeAlone(() -> {
      boolean holds = holds(response);
      amqp.onLoop(() -> {
        if (holds) {
          proven();
        }
        outcome.accept(holds);
      });
    });
    if (!taken) {
      outcome.accept(false);
    }
  }

  /** Serial executor. */
  private boolean holds(byte[] response) {
    String claimed = "";
    try {
      PlainResponse plain = PlainResponse.parse(response);
      claimed = plain.device().map(TwinAddress::toString).orElse("policy " + plain.policy());
      amqp.end().exit().name(scope.credentials().put(plain));
      return true;
    } catch (HubException refusal) {
      scope.log().refused("SASL PLAIN", refusal);
      scope.log().refusedEntry(claimed, refusal);
      return false;
    }
  }

  @Override
  public void opened() {
    if (!proven) {
      Future<?> timer = amqp.channel()
          .eventLoop()
          .schedule(
              () -> amqp.end()
                  .leave(new AmqpCondition(
                      AmqpCondition.UNAUTHORIZED,
                      "no token and no link within %d seconds".formatted(PROOF_SECONDS_MAX))),
              PROOF_SECONDS_MAX,
              TimeUnit.SECONDS);
      patience = Optional.of(timer);
      amqp.end().exit().atEnd(() -> timer.cancel(false));
    }
  }

  @Override
  public boolean isKnown() {
    return proven;
  }

  private void proven() {
    proven = true;
    patience.ifPresent(timer -> timer.cancel(false));
  }

  @Override
  public void attach(LinkRequest request) {
    Optional<EventAddress> event = EventAddress.parse(request.address());
    if (event.isPresent()) {
      events.attach(request, event.get());
      return;
    }
    Optional<LinkAddress> address = LinkAddress.parse(request.address())
        .filter(found -> !eventsOnly || found.purpose() == Purpose.TOKENS);
    if (address.isEmpty()) {
      refuse(
          request,
          new AmqpCondition(
              AmqpCondition.NOT_FOUND,
              "404000 NotFound: there is no address '%s'"
                  .formatted(ClientText.shown(request.address()))));
    } else if (!address.get().purpose().allows(request.clientSends())) {
      refuse(
          request,
          new AmqpCondition(
              AmqpCondition.NOT_ALLOWED,
              "a client may not %s '%s'"
                  .formatted(
                      request.clientSends() ? "send to" : "receive from",
                      ClientText.shown(request.address()))));
    } else {
      attach(request, address.get());
    }
  }

  private void attach(LinkRequest request, LinkAddress address) {
    if (address.purpose() == Purpose.TOKENS) {
      tokens.attach(request);
    } else if (address.identity().isEmpty()) {
      services.attach(request, address.purpose());
    } else if (!amqp.ordered().take(0, () -> enter(request, address))) {
      refuse(request, new AmqpCondition(AmqpCondition.LIMIT, "the hub is busy, or stopping"));
    }
  }

  /** Serial executor. */
  private void enter(LinkRequest request, LinkAddress address) {
    TwinAddress identity = address.identity().orElseThrow();
    try {
      ConnectedDevice device = devices.enter(identity, modelId(request));
      amqp.end().exit().name(identity.toString());
      amqp.onLoop(() -> {
        proven();
        device.attach(request, address.purpose());
      });
    } catch (HubException refusal) {
      scope.log().refused(identity.toString(), refusal);
      amqp.onLoop(() -> request.refuse(AmqpCondition.of(refusal)));
    }
  }

  private static String modelId(LinkRequest request) {
    return request
        .property("com.microsoft:model-id")
        .filter(id -> id.length() <= MODEL_ID_LENGTH_MAX)
        .orElse("");
  }

  private void refuse(LinkRequest request, AmqpCondition condition) {
    scope.log().refused("a link", condition.toString());
    request.refuse(condition);
  }
}
