package io.twinhub.domain.configuration;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinUpdate;
import io.twinhub.domain.twin.property.Standing;
import io.twinhub.domain.twin.property.Standings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what configurations do to one twin. A pure function: applied to its own result, it changes nothing.
 *
 * <p>Each path belongs to the most important configuration that sets it, or something above or below it.
 * Values that a configuration wrote, and that no configuration wants any more, are removed; an object that
 * becomes empty by that goes with them.
 */
public final class Settling {
  private final Twin twin;
  private final Twin.Stamping stamping;

  private Settling(Twin twin, Twin.Stamping stamping) {
    this.twin = twin;
    this.stamping = stamping;
  }

  /**
   * The twin as the configurations want it. A configuration whose settings the limits of twins refuse is left
   * out, and its standing says so.
   *
   * @param claims the configurations whose condition holds for the twin, the most important first
   */
  public static TwinUpdate settled(Twin twin, List<Claim> claims, Twin.Stamping stamping) {
    return new Settling(twin, stamping).settled(claims);
  }

  private TwinUpdate settled(List<Claim> claims) {
    try {
      return attempt(claims);
    } catch (HubException refused) {
      return withoutRefused(claims);
    }
  }

  private TwinUpdate withoutRefused(List<Claim> claims) {
    List<Claim> accepted = new ArrayList<>();
    for (Claim claim : claims) {
      List<Claim> more = new ArrayList<>(accepted);
      more.add(claim);
      try {
        attempt(more);
        accepted.add(claim);
      } catch (HubException refusal) {
        accepted.add(claim.excluded("refused: " + refusal.error().message()));
      }
    }
    return attempt(accepted);
  }

  private TwinUpdate attempt(List<Claim> claims) {
    SettingTree<Claim> winners = new SettingTree<>();
    Map<String, Standing> standings = new LinkedHashMap<>();
    for (Claim claim : claims) {
      standings.put(
          claim.id(),
          claim.excluded().isPresent()
              ? new Standing(Standing.TARGETED, claim.excluded())
              : standing(claim, winners));
    }
    DesiredPatch patch = DesiredPatch.of(twin.desired(), winners);
    return twin.configured(patch.members(), patch.authors(), new Standings(standings), stamping);
  }

  /** Notes what {@code claim} wins. */
  private static Standing standing(Claim claim, SettingTree<Claim> winners) {
    int lost = 0;
    Optional<String> first = Optional.empty();
    for (Setting setting : claim.settings()) {
      Optional<Claim> winner =
          winners.overlap(setting.path()).filter(other -> !other.equals(claim));
      if (winner.isEmpty()) {
        winners.put(setting, claim);
      } else {
        lost++;
        first = first.or(() -> Optional.of("properties.desired.%s belongs to '%s', %s"
            .formatted(setting.path(), winner.get().id(), claim.lostTo(winner.get()))));
      }
    }
    int others = lost - 1;
    Optional<String> reason = first.map(text -> others < 1
        ? text
        : "%s (and %d more %s)".formatted(text, others, others == 1 ? "setting" : "settings"));
    boolean none = lost > 0 && lost == claim.settings().size();
    return reason.isEmpty()
        ? Standing.WHOLE
        : new Standing(none ? Standing.TARGETED : Standing.APPLIED, reason);
  }
}
