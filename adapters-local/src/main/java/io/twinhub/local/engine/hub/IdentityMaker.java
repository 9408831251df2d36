package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.EdgeScope;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes identities from clients' requests. Missing keys, generation ids, etags and scopes come from the
 * hub.
 */
final class IdentityMaker {
  /** Etags are nine-digit numbers, as in captured traffic. */
  private static final long ETAG_MIN = 100_000_000L;

  private static final long ETAG_BOUND = 1_000_000_000L;

  /** Generation ids count tenths of microseconds since year 1, as in captured traffic. */
  private static final long TICKS_PER_SECOND = 10_000_000L;

  private static final int NANOS_PER_TICK = 100;

  private final Supplier<SharedKey> keys;
  private final RandomGenerator random;
  private long lastGeneration;

  /**
   * A maker for one hub.
   *
   * @param lastGeneration the highest generation that the hub ever gave; 0 for a new hub
   */
  IdentityMaker(Supplier<SharedKey> keys, RandomGenerator random, long lastGeneration) {
    this.keys = keys;
    this.random = random;
    this.lastGeneration = lastGeneration;
  }

  /** The highest generation so far; on the writer's thread. */
  long lastGeneration() {
    return lastGeneration;
  }

  /** From now on gives only generations above this one; on the writer's thread. */
  void beyond(long generation) {
    lastGeneration = Math.max(lastGeneration, generation);
  }

  /** A new identity from a request whose scopes are {@linkplain Scopes settled}. */
  Identity made(IdentityRequest request, Instant now) {
    String generation = generation(now);
    return new Identity(
        request.address(),
        generation,
        etag(),
        authentication(request.credentials(), Optional.empty()),
        request.status(),
        request.statusReason(),
        Identity.NEVER,
        request.edge(),
        request.managedBy(),
        scope(request, generation),
        request.parentScopes(),
        request.additions());
  }

  /** An identity after a change; see {@link #made}. */
  Identity changed(Identity before, IdentityRequest request, Instant now) {
    boolean statusMoved = before.status() != request.status();
    return new Identity(
        before.address(),
        before.generationId(),
        etag(),
        authentication(request.credentials(), Optional.of(before.authentication())),
        request.status(),
        request.statusReason(),
        statusMoved ? now : before.statusUpdatedTime(),
        request.edge(),
        request.managedBy(),
        scope(request, before.generationId()),
        request.parentScopes(),
        request.additions().over(before.additions()));
  }

  /** Requests for the modules that each edge device has from the start. */
  List<IdentityRequest> edgeModules(DeviceId device) {
    Credentials none = new Credentials.Given(new Authentication.None());
    return List.of("$edgeAgent", "$edgeHub").stream()
        .map(id -> IdentityRequest.with(TwinAddress.module(device.value(), id), none))
        .toList();
  }

  private Authentication authentication(Credentials wanted, Optional<Authentication> before) {
    if (wanted instanceof Credentials.Given given) {
      return given.authentication();
    }
    if (wanted instanceof Credentials.Keys given) {
      return new Authentication.Sas(
          given.primary().orElseGet(keys), given.secondary().orElseGet(keys));
    }
    return before.orElseGet(() -> new Authentication.Sas(keys.get(), keys.get()));
  }

  /** An edge device's scope is made of its id and generation; a leaf device's is its parent's. */
  private static Optional<String> scope(IdentityRequest request, String generation) {
    if (request.edge()) {
      return Optional.of(new EdgeScope(request.address().deviceId(), generation).toString());
    }
    return request.deviceScope();
  }

  private IdentityEtag etag() {
    return IdentityEtag.of(random.nextLong(ETAG_MIN, ETAG_BOUND));
  }

  /** A generation id that no other identity of this hub has; later ones are larger. */
  private String generation(Instant now) {
    long seconds = now.getEpochSecond() - Identity.NEVER.getEpochSecond();
    long ticks = seconds * TICKS_PER_SECOND + now.getNano() / NANOS_PER_TICK;
    lastGeneration = Math.max(lastGeneration + 1, ticks);
    return Long.toString(lastGeneration);
  }
}
