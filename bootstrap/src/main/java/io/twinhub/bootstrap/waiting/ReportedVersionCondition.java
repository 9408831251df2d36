package io.twinhub.bootstrap.waiting;

import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.property.Version;
import java.util.Optional;

/**
 * The reported properties have a version, whatever is reported.
 *
 * @param version the {@code $version}
 */
record ReportedVersionCondition(long version) implements TwinCondition {
  @Override
  public String wanted() {
    return "to have reported properties of $version " + version;
  }

  @Override
  public Optional<String> impossible(Twin now) {
    return passed(now);
  }

  private Optional<String> passed(Twin twin) {
    Version current = twin.reported().version();
    return current.value() > version
        ? Optional.of("they have $version %s already, which never decreases".formatted(current))
        : Optional.empty();
  }

  @Override
  public Verdict judge(Twin twin) {
    return passed(twin)
        .map(Verdict::failed)
        .orElseGet(() -> Verdict.met(twin.reported().version().value() == version));
  }

  @Override
  public Optional<String> hint(Twin last) {
    return Optional.of("they have $version " + last.reported().version());
  }
}
