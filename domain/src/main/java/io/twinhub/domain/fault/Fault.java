package io.twinhub.domain.fault;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.OperationKind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A fault as a user asks for it. Without any restriction it disturbs every operation that its effect can
 * disturb, until it is removed. Each method returns a restricted copy:
 *
 * <pre>{@code
 * hub.faults().add(Fault.latency(Duration.ofSeconds(2)).onDevice("thermostat").of(REPORT).times(3));
 * hub.faults().add(Fault.dropAfter().of(PATCH_TWIN).over(HTTPS).withProbability(0.1).seed(7));
 * }</pre>
 *
 * @param effect what it does
 * @param scope the operations among which it chooses
 * @param probability the chance of each of them to be disturbed: more than 0, at most 1
 * @param times how many it disturbs before it ends by itself; empty for any number
 * @param lasts the time after which it ends by itself, by the hub's clock; empty for no end
 * @param seed the start of its random numbers; with the same seed, the operations of a device are disturbed
 *     in the same way in each run
 */
public record Fault(
    FaultEffect effect,
    FaultScope scope,
    double probability,
    Optional<Integer> times,
    Optional<Duration> lasts,
    long seed) {

  /** The seed of a fault that names none. */
  public static final long SEED_DEFAULT = 1;

  /**
   * Checks that the fault can take effect.
   *
   * @throws HubException saying why it cannot
   */
  public Fault {
    if (!(probability > 0 && probability <= 1)) {
      throw new HubException(FaultError.invalidProbability(Double.toString(probability)));
    }
    if (times.filter(count -> count < 1).isPresent()) {
      throw new HubException(FaultError.invalidTimes(times.get()));
    }
    if (lasts.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
      throw new HubException(FaultError.invalidEnd());
    }
    Possibility.require(effect, scope);
  }

  private static Fault of(FaultEffect effect) {
    return new Fault(effect, FaultScope.ALL, 1, Optional.empty(), Optional.empty(), SEED_DEFAULT);
  }

  /** Operations wait before they begin. */
  public static Fault latency(Duration delay) {
    return of(new FaultEffect.Latency(DelayRange.of(delay)));
  }

  /** Operations wait before they begin, each as long as chance decides. */
  public static Fault latency(Duration shortest, Duration longest) {
    return of(new FaultEffect.Latency(new DelayRange(shortest, longest)));
  }

  /** Operations are refused. */
  public static Fault refusal(ErrorCode code) {
    return of(new FaultEffect.Refusal(code));
  }

  /** Operations are refused as if there were too many. */
  public static Fault throttled() {
    return refusal(ErrorCode.THROTTLING);
  }

  /** The connection is dropped before the operation, which is not done. */
  public static Fault dropBefore() {
    return of(new FaultEffect.DropBefore());
  }

  /** The connection is dropped after the operation, whose answer is lost. */
  public static Fault dropAfter() {
    return of(new FaultEffect.DropAfter());
  }

  /** Notifications, method calls and messages to devices never arrive. */
  public static Fault lost() {
    return of(new FaultEffect.Lost());
  }

  /** Notifications, method calls and messages to devices arrive late. */
  public static Fault late(Duration delay) {
    return of(new FaultEffect.Late(DelayRange.of(delay)));
  }

  /** Notifications, method calls and messages to devices arrive late, each as late as chance decides. */
  public static Fault late(Duration shortest, Duration longest) {
    return of(new FaultEffect.Late(new DelayRange(shortest, longest)));
  }

  /** Notifications, method calls and messages to devices arrive twice. */
  public static Fault twice() {
    return of(new FaultEffect.Twice());
  }

  /** Notifications, method calls and messages to devices arrive after the ones that follow them. */
  public static Fault reordered() {
    return of(new FaultEffect.Reordered());
  }

  /** New connections are shown a bad server certificate. */
  public static Fault badCertificate(CertificateFlaw flaw) {
    return of(new FaultEffect.BadCertificate(flaw));
  }

  /** Only operations that concern a device, but not its modules. */
  public Fault onDevice(String deviceId) {
    return on(TwinAddress.device(deviceId));
  }

  /** Only operations that concern a module. */
  public Fault onModule(String deviceId, String moduleId) {
    return on(TwinAddress.module(deviceId, moduleId));
  }

  /** Only operations that concern this device or module. */
  public Fault on(TwinAddress target) {
    return within(new FaultScope(Optional.of(target), scope.kinds(), scope.transport()));
  }

  /** Only operations of these kinds. */
  public Fault of(OperationKind... kinds) {
    return within(new FaultScope(scope.target(), Set.of(kinds), scope.transport()));
  }

  /** Only operations over this transport. */
  public Fault over(Transport transport) {
    return within(new FaultScope(scope.target(), scope.kinds(), Optional.of(transport)));
  }

  /** Only operations of {@code other}. */
  public Fault within(FaultScope other) {
    return new Fault(effect, other, probability, times, lasts, seed);
  }

  /** Each operation is disturbed by chance. */
  public Fault withProbability(double chance) {
    return new Fault(effect, scope, chance, times, lasts, seed);
  }

  /** It ends by itself when it has disturbed this many operations. */
  public Fault times(int count) {
    return new Fault(effect, scope, probability, Optional.of(count), lasts, seed);
  }

  /** It ends by itself after this time, by the hub's clock. */
  public Fault lasting(Duration time) {
    return new Fault(effect, scope, probability, times, Optional.of(time), seed);
  }

  /** Its random numbers begin with {@code start}. */
  public Fault seed(long start) {
    return new Fault(effect, scope, probability, times, lasts, start);
  }
}
