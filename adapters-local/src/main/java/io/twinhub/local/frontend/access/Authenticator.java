package io.twinhub.local.frontend.access;

import io.twinhub.application.port.in.AccessControl;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.access.AuthMethod;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Turns credentials into principals, for every wire.
 *
 * <p>A refusal's message names the rule and the field that failed, for the hub's log; never a key or a
 * signature. Clients get Azure's general text: neither the wording nor the response time tells a stranger
 * whether a device exists.
 */
public final class Authenticator {
  /** The two keys of a module and the two of its device; other identities have only two. */
  private static final int KEYS_TRIED = 4;

  private final AccessControl access;
  private final InstantSource clock;
  private final DeviceCertificates certificates;
  private final BearerTokens bearerTokens;
  private final Duration leeway;
  private final Transport transport;
  private final RefusedEntries refusals;

  /**
   * Stand in for keys that do not exist, so that checking a wrong name takes as long as a wrong key. They differ,
   * since a signature that was just computed is remembered and takes no time.
   */
  private final List<SharedKey> decoys;

  /**
   * Checks against {@code access} at the time of {@code clock}.
   *
   * @param trust the other authorities that vouch for devices and back ends
   */
  public Authenticator(AccessControl access, InstantSource clock, TrustedIssuers trust) {
    this.access = access;
    this.clock = clock;
    this.certificates = new DeviceCertificates(trust.deviceAuthorities());
    this.bearerTokens = new BearerTokens(trust.tokenIssuers(), trust.tokenLeeway());
    this.leeway = trust.tokenLeeway();
    this.transport = Transport.IN_PROCESS;
    this.refusals = RefusedEntries.UNNOTED;
    SecureRandom random = new SecureRandom();
    this.decoys =
        Stream.generate(() -> SharedKey.generated(random)).limit(KEYS_TRIED).toList();
  }

  private Authenticator(Authenticator other, Transport transport, RefusedEntries refusals) {
    this.access = other.access;
    this.clock = other.clock;
    this.certificates = other.certificates;
    this.bearerTokens = other.bearerTokens;
    this.leeway = other.leeway;
    this.decoys = other.decoys;
    this.transport = transport;
    this.refusals = refusals;
  }

  /** The same authenticator, for requests that reach the hub over {@code transport}. */
  public Authenticator over(Transport other) {
    return new Authenticator(this, other, refusals);
  }

  /** The same authenticator, which tells {@code listener} of each client that it refuses. */
  public Authenticator telling(RefusedEntries listener) {
    return new Authenticator(this, transport, listener);
  }

  /**
   * Runs {@code check} of what {@code principal} may do.
   *
   * @throws HubException as {@code check} does, after the listener was told
   */
  public void require(Principal principal, Runnable check) {
    Object unused = told(() -> titled(principal), () -> {
      check.run();
      return principal;
    });
  }

  /** How a principal is named to those who are told of refusals; only devices are named as devices. */
  public static String titled(Principal principal) {
    if (principal instanceof Principal.Device) {
      return principal.name();
    }
    return (principal instanceof Principal.Service ? "policy " : "application ") + principal.name();
  }

  private <T> T told(Supplier<String> claimed, Supplier<T> judging) {
    try {
      return judging.get();
    } catch (HubException refusal) {
      refusals.refused(claimed.get(), refusal.error());
      throw refusal;
    }
  }

  /**
   * The back end that signed a token with a policy's key, with all rights of the policy; or the one that a
   * bearer token vouches for, with all rights of its roles.
   *
   * @param authorization the header's value; empty if there is none
   * @param path the request's path, decoded, one element per segment
   * @throws HubException with {@code NotAuthenticated} if the token is not valid
   */
  public Principal service(String authorization, List<String> path) {
    return told(() -> PutTokens.claimed(authorization, ""), () -> {
      if (authorization.isBlank()) {
        throw AccessRefusal.told("Authorization header missing");
      }
      return serviceForATime(authorization, path).principal();
    });
  }

  /** The same, for a connection, which must be dropped when the token expires. */
  AuthenticatedService serviceForATime(String authorization, List<String> path) {
    AuthenticatedService service = BearerTokens.isBearer(authorization)
        ? bearerTokens.service(authorization, clock.instant())
        : byPolicy(authorization, path);
    return new AuthenticatedService(
        service.principal().over(transport), service.until(), service.scope());
  }

  private AuthenticatedService byPolicy(String authorization, List<String> path) {
    SasToken token = SasToken.parse(authorization);
    String name = token
        .policy()
        .orElseThrow(
            () -> AccessRefusal.told("the token has no field skn, so no shared access policy signed"
                + " it; devices may not use the service API"));
    AccessPolicy policy = requirePolicy(name, token);
    if (!token.resource().covers(path)) {
      throw AccessRefusal.told(
          "the token's field sr, %s, does not cover /%s",
          token.resource(), ClientText.shown(String.join("/", path)));
    }
    return new AuthenticatedService(
        policy.principal(), token.honouredUntil(leeway), token.resource());
  }

  /**
   * Whether the credentials are those of a device: a token that no policy signed, or only a certificate.
   *
   * @throws HubException with {@code NotAuthenticated} if the token is malformed
   */
  public boolean isFromDevice(Optional<String> token, List<X509Certificate> chain) {
    Optional<String> shown = token.filter(text -> !text.isBlank());
    return told(
        () -> "",
        () -> shown
            .map(text ->
                !BearerTokens.isBearer(text) && SasToken.parse(text).policy().isEmpty())
            .orElse(!chain.isEmpty()));
  }

  /**
   * The device or module {@code claimed}, proven by a token or by a certificate.
   *
   * @param claimed the identity that it claims, exactly as the registry spells it
   * @param sasToken its token; an empty text counts as none. A token is preferred to a certificate
   * @param chain the certificates of the TLS handshake, the client's own first; empty if none
   * @throws HubException with {@code NotAuthenticated} if neither is valid, or the device is disabled
   */
  public AuthenticatedDevice device(
      TwinAddress claimed, Optional<String> sasToken, List<X509Certificate> chain) {
    return told(claimed::toString, () -> {
      Optional<String> token = sasToken.filter(text -> !text.isBlank());
      AuthenticatedDevice device = token.isPresent()
          ? byToken(claimed, SasToken.parse(token.get()))
          : byChain(claimed, chain);
      requireEnabled(claimed);
      return device;
    });
  }

  private AuthenticatedDevice byToken(TwinAddress claimed, SasToken token) {
    Optional<Identity> identity = access.findIdentity(claimed);
    if (token.policy().isPresent()) {
      AccessPolicy policy = requirePolicy(token.policy().get(), token);
      if (!policy.permissions().contains(Permission.DEVICE_CONNECT)) {
        throw AccessRefusal.of("the shared access policy '%s' lacks DeviceConnect", policy.name());
      }
      if (requireRegistered(claimed, identity).authentication() instanceof Authentication.None) {
        throw AccessRefusal.of("'%s' has authentication type none and may not connect", claimed);
      }
    } else {
      requireOwnKey(claimed, identity, token);
    }
    if (!token.resource().covers(claimed)) {
      throw AccessRefusal.told(
          "the token's field sr, %s, does not cover '%s'", token.resource(), claimed);
    }
    AuthMethod method = token.policy().isPresent() ? AuthMethod.POLICY_KEY : AuthMethod.OWN_KEY;
    return new AuthenticatedDevice(
        new Principal.Device(claimed, method, transport), Optional.of(token.honouredUntil(leeway)));
  }

  private AccessPolicy requirePolicy(String name, SasToken token) {
    Optional<AccessPolicy> policy = access.findPolicy(name);
    List<SharedKey> keys =
        policy.map(found -> List.of(found.primaryKey(), found.secondaryKey())).orElse(List.of());
    String owner = "shared access policy '" + ClientText.shown(name) + "'";
    requireSignature(token, keys, owner, "there is no " + owner);
    return policy.orElseThrow();
  }

  /** A module that has keys may also sign with its device's keys: the device may give it new keys anyway. */
  private void requireOwnKey(TwinAddress claimed, Optional<Identity> identity, SasToken token) {
    List<SharedKey> ofDevice =
        claimed.moduleId().isPresent() ? keys(access.findDevice(claimed)) : List.of();
    List<SharedKey> keys = new ArrayList<>(keys(identity));
    boolean byDevice = !keys.isEmpty() && !ofDevice.isEmpty();
    if (byDevice) {
      keys.addAll(ofDevice);
    }
    String owner = "'" + claimed + (byDevice ? "' or of its device" : "'");
    String missing = identity
        .map(found -> "%s has authentication type %s, so no key of its own can sign tokens"
            .formatted(owner, found.authentication().type()))
        .orElse(owner + " is not registered");
    requireSignature(token, keys, owner, missing);
  }

  private static List<SharedKey> keys(Optional<Identity> identity) {
    return identity
        .map(Identity::authentication)
        .filter(Authentication.Sas.class::isInstance)
        .map(Authentication.Sas.class::cast)
        .map(sas -> List.of(sas.primaryKey(), sas.secondaryKey()))
        .orElse(List.of());
  }

  /**
   * Tries the same number of keys in every case, so that the time taken reveals nothing.
   *
   * @param keys pairs of primary and secondary, or none
   * @param missing the message if there are none
   */
  private void requireSignature(
      SasToken token, List<SharedKey> keys, String owner, String missing) {
    boolean signed = false;
    for (int i = 0; i < KEYS_TRIED; i++) {
      signed |= token.isSignedWith((i < keys.size() ? keys : decoys).get(i));
    }
    if (keys.isEmpty()) {
      throw AccessRefusal.of("%s", missing);
    }
    if (!signed) {
      throw AccessRefusal.of("the token's field sig matches neither key of %s", owner);
    }
    token.requireCurrent(clock.instant(), leeway);
  }

  private AuthenticatedDevice byChain(TwinAddress claimed, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw AccessRefusal.of("'%s' presented neither a token nor a client certificate", claimed);
    }
    Authentication expected =
        requireRegistered(claimed, access.findIdentity(claimed)).authentication();
    if (expected instanceof Authentication.SelfSigned pinned) {
      certificates.requireThumbprint(pinned, chain.get(0));
    } else if (expected instanceof Authentication.CertificateAuthority) {
      certificates.requireAuthority(claimed, chain, clock.instant());
    } else {
      throw AccessRefusal.of(
          "'%s' has authentication type %s, but presented a certificate and no token",
          claimed, expected.type());
    }
    return new AuthenticatedDevice(
        new Principal.Device(claimed, AuthMethod.CERTIFICATE, transport), Optional.empty());
  }

  private static Identity requireRegistered(TwinAddress claimed, Optional<Identity> identity) {
    return identity.orElseThrow(() -> AccessRefusal.of("'%s' is not registered", claimed));
  }

  /** Checked last: only a client that has proven to be the device learns that it is disabled. */
  private void requireEnabled(TwinAddress claimed) {
    boolean enabled = access
        .findDevice(claimed)
        .map(device -> device.status() == DeviceStatus.ENABLED)
        .orElse(false);
    if (!enabled) {
      throw AccessRefusal.of("the device '%s' is disabled", claimed.deviceId());
    }
  }
}
