package io.twinhub.local.frontend.access;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Judges tokens that are put on a connection before the client says which identity it will act as, as over
 * AMQP. The token itself says what it is good for; the audience that the client names beside it only helps to
 * find the identity, because Java's client names the device for its modules, too.
 */
public final class PutTokens {
  private final Authenticator authenticator;

  /** Judges by {@code authenticator}. */
  public PutTokens(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** What a token was found to be good for. */
  public sealed interface Grant {

    /** One device or module. */
    record OfDevice(AuthenticatedDevice device) implements Grant {}

    /** All that a policy or a role allows, for whichever devices the token covers. */
    record OfService(AuthenticatedService service) implements Grant {}
  }

  /**
   * What {@code token} is good for.
   *
   * @param token a shared access signature or {@code Bearer} and a JSON Web Token
   * @param audience the resource that the client says the token is for
   * @throws HubException with {@code NotAuthenticated} if it is not valid
   */
  public Grant judge(String token, String audience) {
    if (BearerTokens.isBearer(token)) {
      return new Grant.OfService(authenticator.serviceForATime(token, List.of()));
    }
    SasToken sas = SasToken.parse(token);
    List<TwinAddress> candidates = candidates(sas, SasResource.parse(audience));
    if (!candidates.isEmpty()) {
      return new Grant.OfDevice(device(token, candidates));
    }
    return new Grant.OfService(
        authenticator.serviceForATime(token, sas.resource().segments()));
  }

  /**
   * The audience comes first, since tokens may spell ids in lower case. A policy's token that names no device
   * is for the hub; a token signed by a device is for that device, whatever it names.
   */
  private static List<TwinAddress> candidates(SasToken token, SasResource audience) {
    List<TwinAddress> named = token.resource().candidates();
    List<TwinAddress> candidates = new ArrayList<>();
    if (!named.isEmpty() || token.policy().isEmpty()) {
      candidates.addAll(audience.candidates());
      candidates.addAll(named);
    }
    return candidates.stream().distinct().toList();
  }

  private AuthenticatedDevice device(String token, List<TwinAddress> candidates) {
    Optional<HubException> refusal = Optional.empty();
    for (TwinAddress candidate : candidates) {
      try {
        return authenticator.device(candidate, Optional.of(token), List.of());
      } catch (HubException refused) {
        refusal = Optional.of(refused); // the last candidate is the closest
      }
    }
    throw refusal.orElseThrow();
  }

  /**
   * Who the sender of a token says it is: {@code policy} and a name, or the identity that the audience or the token names;
   * empty if neither can be read. Nothing of it is proven.
   */
  public static String claimed(String token, String audience) {
    return part(() -> SasToken.parse(token).policy().map(name -> "policy " + name))
        .or(() -> identity(() -> SasResource.parse(audience)))
        .or(() -> identity(() -> SasToken.parse(token).resource()))
        .orElse("");
  }

  private static Optional<String> identity(Supplier<SasResource> resource) {
    return part(() -> resource.get().candidates().stream().findFirst().map(TwinAddress::toString));
  }

  private static Optional<String> part(Supplier<Optional<String>> reading) {
    try {
      return reading.get();
    } catch (HubException malformed) {
      return Optional.empty();
    }
  }
}
