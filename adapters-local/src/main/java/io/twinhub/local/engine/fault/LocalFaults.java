package io.twinhub.local.engine.fault;

import io.twinhub.application.port.out.FaultInjection;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.fault.CertificateFlaw;
import io.twinhub.domain.fault.Fault;
import io.twinhub.domain.fault.FaultEffect;
import io.twinhub.domain.fault.FaultError;
import io.twinhub.domain.fault.FaultInForce;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Operation;
import io.twinhub.local.engine.operation.Effect;
import io.twinhub.local.engine.operation.OperationRule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The faults of a hub in this process. Safe to use from any thread. */
public final class LocalFaults implements FaultInjection, OperationRule {
  private final InstantSource clock;
  private final Predicate<TwinAddress> registered;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<LiveFault> faults = new CopyOnWriteArrayList<>();

  /**
   * No faults yet.
   *
   * @param registered whether a device or module is registered
   */
  public LocalFaults(InstantSource clock, Predicate<TwinAddress> registered) {
    this.clock = clock;
    this.registered = registered;
  }

  @Override
  public synchronized FaultInForce add(Fault fault) {
    fault.scope().target().filter(registered.negate()).ifPresent(unknown -> {
      throw new HubException(unknown.notFound());
    });
    sweep();
    if (faults.size() >= FAULTS_MAX) {
      throw new HubException(FaultError.tooMany(FAULTS_MAX));
    }
    String effect = fault.effect().text();
    String id = effect + "-" + numbers.merge(effect, 1, Integer::sum);
    LiveFault live = new LiveFault(id, fault, clock.instant());
    faults.add(live);
    return live.inForce();
  }

  @Override
  public synchronized List<FaultInForce> list() {
    sweep();
    return faults.stream().map(LiveFault::inForce).toList();
  }

  @Override
  public synchronized void remove(String id) {
    sweep();
    if (!faults.removeIf(fault -> fault.inForce().id().equals(id))) {
      throw new HubException(FaultError.notFound(id));
    }
  }

  @Override
  public synchronized void clear() {
    faults.clear();
  }

  private void sweep() {
    Instant now = clock.instant();
    faults.removeIf(fault -> fault.isOver(now));
  }

  @Override
  public List<Effect> judge(Operation operation) {
    if (faults.isEmpty() || operation.kind().isPast()) {
      return List.of();
    }
    // Over HTTPS, devices ask for their messages.
    boolean delivered =
        operation.kind().isDelivery() && operation.caller().transport() != Transport.HTTPS;
    String whose = operation.target().map(TwinAddress::toString).orElse("");
    List<Effect> effects = new ArrayList<>();
    for (LiveFault live : faults) {
      FaultEffect effect = live.fault().effect();
      boolean meets = !(effect instanceof FaultEffect.BadCertificate)
          && effect.isOfDeliveries() == delivered
          && live.fault().scope().covers(operation);
      if (meets) {
        live.strike(whose, clock.instant()).ifPresent(effects::add);
      }
    }
    return effects;
  }

  @Override
  public boolean isInForce() {
    return !faults.isEmpty();
  }

  /** What is wrong with the certificate for a new connection to a port; nothing unless a fault says so. */
  public Optional<CertificateFlaw> handshake(Transport port) {
    for (LiveFault live : faults) {
      if (live.fault().effect() instanceof FaultEffect.BadCertificate bad
          && live.fault().scope().covers(port)
          && live.strike(port.text(), clock.instant()).isPresent()) {
        return Optional.of(bad.flaw());
      }
    }
    return Optional.empty();
  }
}
