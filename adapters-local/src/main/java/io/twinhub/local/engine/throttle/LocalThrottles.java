package io.twinhub.local.engine.throttle;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.tier.Rate;
import io.twinhub.domain.tier.Throttle;
import io.twinhub.domain.tier.ThrottleUse;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.local.engine.operation.Effect;
import io.twinhub.local.engine.operation.OperationRule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** The limits of the tier that a hub keeps to, if it keeps to one. Safe to use from any thread. */
public final class LocalThrottles implements OperationRule {
  /** What counts as a message of the daily quota. */
  private static final Set<OperationKind> MESSAGES =
      Set.of(OperationKind.SEND_EVENT, OperationKind.SEND_MESSAGE, OperationKind.INVOKE);

  private static final String QUOTA = "messages of a day";
  private static final String TIER = "operations that the tier does not have";
  private static final String DEVICES = "devices and modules";

  private final InstantSource clock;
  private final IntSupplier registered;
  private volatile Optional<TierPlan> plan = Optional.empty();

  /** Guarded by this, as are the fields below. */
  private final Map<Throttle, Bucket> buckets = new EnumMap<>(Throttle.class);

  private LocalDate day = LocalDate.EPOCH;
  private long messages;
  private long mostMessages;
  private long overQuota;
  private long overDevices;
  private long notInTier;

  /**
   * No limits yet.
   *
   * @param registered how many devices and modules there are
   */
  public LocalThrottles(InstantSource clock, IntSupplier registered) {
    this.clock = clock;
    this.registered = registered;
  }

  /** Keeps to the limits of {@code chosen} from now on, and counts from 0. */
  public synchronized void keepTo(TierPlan chosen) {
    buckets.clear();
    messages = 0;
    mostMessages = 0;
    overQuota = 0;
    overDevices = 0;
    notInTier = 0;
    plan = Optional.of(chosen);
  }

  /** The tier that the hub keeps to. */
  public Optional<TierPlan> plan() {
    return plan;
  }

  /** How many configurations the hub may have; without a tier, as many as a standard one. */
  public int configurationsMax() {
    boolean free = plan.filter(kept -> kept.mode() == TierPlan.Mode.ENFORCE)
        .filter(kept -> kept.tier() == Tier.F1)
        .isPresent();
    return free ? Tier.FREE_CONFIGURATIONS_MAX : Tier.CONFIGURATIONS_MAX;
  }

  @Override
  public List<Effect> judge(Operation operation) {
    Optional<TierPlan> kept = plan;
    if (kept.isEmpty() || operation.kind().isPast()) {
      return List.of();
    }
    List<Effect> effects = judge(operation, kept.get());
    return kept.get().mode() == TierPlan.Mode.ENFORCE ? effects : List.of();
  }

  @Override
  public boolean isInForce() {
    return plan.isPresent();
  }

  private synchronized List<Effect> judge(Operation operation, TierPlan kept) {
    Instant now = clock.instant();
    if (!kept.tier().has(operation.kind())) {
      notInTier++;
      return refused("tier", kept.unavailable(operation.kind()));
    }
    if (kept.tier() == Tier.F1
        && operation.kind() == OperationKind.CREATE_IDENTITY
        && registered.getAsInt() >= Tier.FREE_DEVICES_MAX) {
      overDevices++;
      return refused("devices", kept.tooManyDevices());
    }
    if (MESSAGES.contains(operation.kind()) && isOverQuota(operation, kept, now)) {
      overQuota++;
      return refused("quota", kept.quotaExceeded(untilTomorrow(now)));
    }
    return Throttle.of(operation).map(row -> metered(row, operation, kept, now)).orElse(List.of());
  }

  private List<Effect> metered(Throttle row, Operation operation, TierPlan kept, Instant now) {
    Bucket bucket = buckets.computeIfAbsent(row, missing -> new Bucket(kept.rate(row), now));
    Optional<Duration> wait = bucket.take(row.cost(operation), now);
    if (wait.isEmpty()) {
      return refused(row.text(), kept.throttled(row));
    }
    return wait.get().isZero()
        ? List.of()
        : List.of(Effect.slow("throttle: " + row.text(), wait.get()));
  }

  private static List<Effect> refused(String name, HubError error) {
    return List.of(Effect.refuse("throttle: " + name, error));
  }

  private boolean isOverQuota(Operation operation, TierPlan kept, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (!today.equals(day)) {
      day = today;
      messages = 0;
    }
    long after = messages + kept.tier().chunks(operation.bytes());
    mostMessages = Math.max(mostMessages, after);
    if (after > kept.dailyMessages()) {
      return true;
    }
    messages = after;
    return false;
  }

  private static Duration untilTomorrow(Instant now) {
    LocalDate tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
    return Duration.between(now, tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** The limits that were reached so far. */
  public synchronized List<ThrottleUse> reached() {
    List<ThrottleUse> reached = new ArrayList<>();
    plan.ifPresent(kept -> {
      buckets.forEach((row, bucket) -> {
        if (bucket.slowed() + bucket.refused() > 0) {
          reached.add(use(row, kept.rate(row), bucket));
        }
      });
      add(
          reached,
          overQuota,
          new ThrottleUse(
              QUOTA, kept.dailyMessages() + "/day", mostMessages + "/day", 0, overQuota));
      add(
          reached,
          overDevices,
          new ThrottleUse(
              DEVICES, "" + Tier.FREE_DEVICES_MAX, "" + registered.getAsInt(), 0, overDevices));
      add(reached, notInTier, new ThrottleUse(TIER, "0", "" + notInTier, 0, notInTier));
    });
    return reached;
  }

  private static void add(List<ThrottleUse> uses, long count, ThrottleUse use) {
    if (count > 0) {
      uses.add(use);
    }
  }

  private static ThrottleUse use(Throttle row, Rate limit, Bucket bucket) {
    return new ThrottleUse(
        row.text(), limit.toString(), bucket.most().toString(), bucket.slowed(), bucket.refused());
  }

  /**
   * What the hub says when it ends, one sentence for each limit that was reached; nothing if it keeps to no
   * tier.
   */
  public List<String> summary() {
    Optional<TierPlan> kept = plan;
    if (kept.isEmpty()) {
      return List.of();
    }
    List<ThrottleUse> reached = reached();
    long refused = reached.stream().mapToLong(ThrottleUse::refused).sum();
    String tier = "tier %s, units: %d".formatted(kept.get().tier(), kept.get().units());
    List<String> lines = new ArrayList<>();
    lines.add(
        kept.get().mode() == TierPlan.Mode.COUNT
            ? "you would have been throttled %d times (%s)".formatted(refused, tier)
            : "clients were throttled %d times (%s)".formatted(refused, tier));
    reached.forEach(use -> lines.add(use.toString()));
    return lines;
  }
}
