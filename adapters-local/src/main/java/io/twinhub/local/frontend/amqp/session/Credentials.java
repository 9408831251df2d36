package io.twinhub.local.frontend.amqp.session;

import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.access.AuthenticatedDevice;
import io.twinhub.local.frontend.access.AuthenticatedService;
import io.twinhub.local.frontend.access.Authenticator;
import io.twinhub.local.frontend.access.PutTokens;
import io.twinhub.local.frontend.amqp.events.ReaderRights;
import io.twinhub.local.frontend.amqp.link.LinkAddress;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The credentials that the client of one connection has shown: the certificate of its TLS handshake, and
 * tokens, each for one identity or for all that a policy allows. A new token replaces the older one for the
 * same. Serial executor.
 */
final class Credentials implements ReaderRights {
  /**
   * How many identities may have tokens on one connection; a hub setting, above the thousand that Java's
   * client multiplexes.
   */
  static final int TOKENS_MAX = 1_100;

  private final AmqpHub hub;
  private final Supplier<List<X509Certificate>> chain;
  private final Map<TwinAddress, String> ofDevices = new LinkedHashMap<>();

  /** Clients for Event Hubs put a token of the same policy for each partition. */
  private final Map<Object, ServiceToken> ofServices = new LinkedHashMap<>();

  private record ServiceToken(String text, AuthenticatedService service) {
    /** Hides the token. */
    @Override
    public String toString() {
      return service.principal().name();
    }
  }

  /** @param chain the client's certificates, its own first; empty if it presented none */
  Credentials(AmqpHub hub, Supplier<List<X509Certificate>> chain) {
    this.hub = hub;
    this.chain = chain;
  }

  /** Whether the client presented a certificate. */
  boolean hasCertificate() {
    return !chain.get().isEmpty();
  }

  /**
   * Takes a token.
   *
   * @return its owner, for the log
   * @throws HubException if it is not valid, or there are too many
   */
  String put(String token, String audience) {
    PutTokens.Grant grant = hub.tokens().judge(token, audience);
    if (grant instanceof PutTokens.Grant.OfDevice device) {
      TwinAddress address = device.device().principal().address();
      requireRoom(ofDevices.containsKey(address));
      ofDevices.put(address, token);
      return address.toString();
    }
    AuthenticatedService service = ((PutTokens.Grant.OfService) grant).service();
    return put(token, service);
  }

  private String put(String token, AuthenticatedService service) {
    requireRoom(ofServices.containsKey(service.place()));
    ofServices.put(service.place(), new ServiceToken(token, service));
    return "policy " + service.principal().name();
  }

  /**
   * Takes the token of SASL PLAIN.
   *
   * @return its owner, for the log
   * @throws HubException if it is not valid, or belongs to another identity than the user name
   */
  String put(PlainResponse plain) {
    if (plain.device().isPresent()) {
      TwinAddress address = authenticated(plain.device().get(), Optional.of(plain.token()))
          .principal()
          .address();
      requireRoom(ofDevices.containsKey(address));
      ofDevices.put(address, plain.token());
      return address.toString();
    }
    PutTokens.Grant grant = hub.tokens().judge(plain.token(), "");
    if (grant instanceof PutTokens.Grant.OfService service
        && service.service().principal().name().equals(plain.policy())) {
      return put(plain.token(), service.service());
    }
    throw new HubException(new AccessError.NotAuthenticated(
        "the user name names the shared access policy '%s', but the token is not that policy's"
            .formatted(ClientText.shown(plain.policy()))));
  }

  private void requireRoom(boolean renewed) {
    if (!renewed && ofDevices.size() + ofServices.size() >= TOKENS_MAX) {
      throw new HubException(RequestError.busy(
          "%d identities have tokens on this connection; use another".formatted(TOKENS_MAX)));
    }
  }

  /**
   * Authenticates the client as {@code address}: by a token that was put for it, else by one for its device
   * or another module of that device, else by a policy's token, else by certificate.
   *
   * @throws HubException if none of its credentials proves that it is
   */
  AuthenticatedDevice device(TwinAddress address) {
    String own = ofDevices.get(address);
    if (own != null) {
      return authenticated(address, Optional.of(own));
    }
    Optional<HubException> refusal = Optional.empty();
    for (String token : tokensBeside(address)) {
      try {
        return authenticated(address, Optional.of(token));
      } catch (HubException refused) {
        refusal = Optional.of(refused);
      }
    }
    if (refusal.isPresent() && !hasCertificate()) {
      throw refusal.get();
    }
    return authenticated(address, Optional.empty());
  }

  private List<String> tokensBeside(TwinAddress address) {
    Stream<String> ofSameDevice = ofDevices.entrySet().stream()
        .filter(entry -> entry.getKey().deviceId().equals(address.deviceId()))
        .map(Map.Entry::getValue);
    return Stream.concat(ofSameDevice, ofServices.values().stream().map(ServiceToken::text))
        .toList();
  }

  private AuthenticatedDevice authenticated(TwinAddress address, Optional<String> token) {
    return hub.devices()
        .authentication()
        .device(address, token, token.isPresent() ? List.of() : chain.get());
  }

  /**
   * Authenticates the client as a back end that uses a link.
   *
   * @throws HubException if no token that it has shown allows it
   */
  AuthenticatedService service(LinkAddress.Purpose purpose) {
    return service(purpose.right().orElseThrow(), purpose.path());
  }

  private AuthenticatedService service(DataAction right, List<String> path) {
    Optional<HubException> refusal = Optional.empty();
    for (ServiceToken token : ofServices.values()) {
      try {
        token.service().principal().require(right);
        if (token.service().covers(path)
            && !hub.devices().clock().instant().isAfter(token.service().until())) {
          return token.service();
        }
      } catch (HubException refused) {
        refusal = Optional.of(refused);
      }
    }
    HubException why = refusal.orElseGet(() -> new HubException(new AccessError.NotAuthenticated(
        "no token of a shared access policy or role is valid on this connection")));
    String shown = ofServices.values().stream()
        .map(token -> Authenticator.titled(token.service().principal()))
        .collect(Collectors.joining(", "));
    hub.devices().log().refusedEntry(shown, why.error());
    throw why;
  }

  @Override
  public AuthenticatedService reader(List<String> path) {
    return service(DataAction.EVENTS_READ, path);
  }

  @Override
  public AuthenticatedService reader(List<String> path, String token) {
    PutTokens.Grant grant = hub.tokens().judge(token, "");
    if (grant instanceof PutTokens.Grant.OfService of && of.service().covers(path)) {
      of.service().principal().require(DataAction.EVENTS_READ);
      return of.service();
    }
    throw new HubException(new AccessError.NotAuthenticated(
        "the token does not cover /%s".formatted(ClientText.shown(String.join("/", path)))));
  }
}
