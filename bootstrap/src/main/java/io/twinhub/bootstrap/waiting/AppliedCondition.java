package io.twinhub.bootstrap.waiting;

import io.twinhub.application.rollout.Acknowledgement;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.property.PropertyMetadata;
import io.twinhub.domain.twin.property.Version;
import java.util.Optional;

/**
 * A device has applied the desired properties that a version wrote, and later ones did not remove. It says so
 * by what it reports, as {@link Acknowledgement} judges it.
 *
 * @param version the {@code $version}
 */
record AppliedCondition(Version version) implements TwinCondition {
  @Override
  public String wanted() {
    return "to apply $version %s of its desired properties".formatted(version);
  }

  @Override
  public Optional<String> impossible(Twin now) {
    if (version.compareTo(Version.FIRST) <= 0) {
      return Optional.of(
          "$version %s is that of desired properties that nobody has written".formatted(version));
    }
    boolean reached = now.desired().version().compareTo(version) >= 0;
    return reached && written(now).isEmpty()
        ? Optional.of(
            "none of the properties that it wrote are left, so a device has nothing to acknowledge;"
                + " wait for a path that it no longer reports, with reported(path, null)")
        : Optional.empty();
  }

  @Override
  public Verdict judge(Twin twin) {
    if (version.isAfter(twin.desired().version())) {
      return Verdict.NOT_YET;
    }
    Acknowledgement said = Acknowledgement.of(written(twin), twin.reported().values(), version);
    return said.failure().map(Verdict::failed).orElseGet(() -> Verdict.met(said.arrived()));
  }

  @Override
  public Optional<String> hint(Twin last) {
    return Optional.of(
        version.isAfter(last.desired().version())
            ? "the desired properties have $version " + last.desired().version()
            : "the device has not reported or acknowledged all of " + written(last));
  }

  private JsonObject written(Twin twin) {
    return written(twin.desired().values(), twin.desired().metadata());
  }

  private JsonObject written(JsonObject values, PropertyMetadata metadata) {
    JsonObject.Builder written = JsonObject.builder();
    values.forEach((name, value) -> {
      PropertyMetadata own = metadata.members().getOrDefault(name, PropertyMetadata.NEW);
      if (isWritten(own)) {
        JsonValue part =
            value instanceof JsonObject object && !object.isEmpty() ? written(object, own) : value;
        if (!(part instanceof JsonObject none && none.isEmpty()) || part.equals(value)) {
          written.put(name, part);
        }
      }
    });
    return written.build();
  }

  private boolean isWritten(PropertyMetadata metadata) {
    return metadata
        .stamp()
        .version()
        .filter(last -> last.compareTo(version) >= 0)
        .isPresent();
  }
}
