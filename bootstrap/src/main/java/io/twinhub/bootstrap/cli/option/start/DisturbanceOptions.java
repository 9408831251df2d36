package io.twinhub.bootstrap.cli.option.start;

import io.twinhub.bootstrap.cli.option.DurationText;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.config.DisturbanceConfig;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that keep a hub from answering as fast and as well as it can. */
public final class DisturbanceOptions {
  private static final String EVERY = "--configurations-every";
  private static final Duration EVERY_MIN = Duration.ofSeconds(1);
  private static final Duration EVERY_MAX = Duration.ofHours(24);

  @Option(
      names = "--sku",
      paramLabel = "TIER",
      description = {
        "Keep to the rates and quotas of a tier of Azure: F1, B1, B2, B3, S1, S2 or S3.",
        "Default: no limits"
      })
  private Optional<String> sku = Optional.empty();

  @Option(
      names = "--units",
      paramLabel = "COUNT",
      description = "How many units of the tier. Default: 1")
  private Optional<Integer> units = Optional.empty();

  @Option(
      names = "--throttle",
      paramLabel = "enforce|count",
      description = {
        "What happens beyond the limits of --sku: clients are slowed down and refused, or it is",
        "only counted and told in 'status' and at the end. Default: enforce"
      })
  private Optional<TierPlan.Mode> throttle = Optional.empty();

  @Option(
      names = "--job-rate",
      paramLabel = "COUNT",
      description = {
        "On how many devices scheduled jobs may work in a second, all jobs together.",
        "Default: no limit"
      })
  private Optional<Integer> jobRate = Optional.empty();

  @Option(
      names = "--in-band-faults",
      description = {
        "Honour the messages with AzIoTHub_Fault… properties by which the tests of Azure's SDKs",
        "have a hub break their connections."
      })
  private boolean inBandFaults;

  @Option(
      names = EVERY,
      paramLabel = "TIME",
      description = {
        "Apply automatic configurations to written twins only every so often, as Azure does",
        "every 5m; 1s to 24h. Default: at once"
      })
  private Optional<String> configurationsEvery = Optional.empty();

  /**
   * The configuration that the options ask for.
   *
   * @throws CommandFailure naming the invalid option
   */
  public DisturbanceConfig config() {
    if (sku.isEmpty() && (units.isPresent() || throttle.isPresent())) {
      throw CommandFailure.usage(
          "--units and --throttle belong to a tier: name one with --sku, such as --sku S1");
    }
    jobRate.filter(rate -> rate < 1).ifPresent(rate -> {
      throw CommandFailure.usage("--job-rate: %d is below 1".formatted(rate));
    });
    return new DisturbanceConfig(
        sku.map(this::plan),
        jobRate,
        inBandFaults,
        configurationsEvery.map(DisturbanceOptions::interval));
  }

  private static Duration interval(String text) {
    Duration interval = DurationText.parse(EVERY, text);
    if (interval.compareTo(EVERY_MIN) < 0 || interval.compareTo(EVERY_MAX) > 0) {
      throw CommandFailure.usage(
          "%s: '%s' is out of range; use 1s to 24h, such as 5m".formatted(EVERY, text));
    }
    return interval;
  }

  private TierPlan plan(String name) {
    Tier tier = Tier.find(name)
        .orElseThrow(() -> CommandFailure.usage("--sku: there is no tier '%s': use one of %s"
            .formatted(
                name,
                Arrays.stream(Tier.values()).map(Tier::name).collect(Collectors.joining(", ")))));
    try {
      return new TierPlan(tier, units.orElse(1), throttle.orElse(TierPlan.Mode.ENFORCE));
    } catch (HubException wrong) {
      throw CommandFailure.usage("--units: " + wrong.error().message());
    }
  }

  /** What the user is told at the start, since a forgotten limit would look like a fault. */
  public Optional<String> notice() {
    return config()
        .tier()
        .map(plan -> "The hub %s the limits of tier %s, units: %d"
            .formatted(
                plan.mode() == TierPlan.Mode.ENFORCE ? "keeps to" : "counts what exceeds",
                plan.tier().name().toUpperCase(Locale.ROOT),
                plan.units()));
  }
}
