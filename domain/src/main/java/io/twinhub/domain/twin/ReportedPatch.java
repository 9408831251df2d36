package io.twinhub.domain.twin;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.property.Version;
import java.util.Optional;

/**
 * A device's partial change of its reported properties.
 *
 * @param members new values; {@code null} removes
 * @param expected the {@code $version} that the device believes to be current, if it gave one
 */
public record ReportedPatch(JsonObject members, Optional<Version> expected) {

  /** A report without a condition. */
  public static ReportedPatch of(JsonObject members) {
    return new ReportedPatch(members, Optional.empty());
  }

  void require(Version current) {
    expected.ifPresent(version -> {
      if (!version.equals(current)) {
        throw new HubException(TwinError.versionMismatch(version, current));
      }
    });
  }
}
