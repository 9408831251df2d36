package io.twinhub.bootstrap.simulation;

import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.fault.DelayRange;
import io.twinhub.domain.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a simulated device does of itself: {@code {"interval": "1s", "telemetry": {…}, "properties": {…}}}, all
 * of them optional.
 *
 * @param interval how long it waits between two messages
 * @param telemetry the template of its messages, see {@link TelemetryTemplate}; if empty, it sends none
 * @param properties what it reports at the beginning; may be empty
 */
public record SimulationPlan(Duration interval, JsonObject telemetry, JsonObject properties) {
  /** The shortest interval; a hub setting. Any device may be so fast, and fifty of them a hub can bear. */
  static final Duration INTERVAL_MIN = Duration.ofMillis(100);

  /** The longest interval; a hub setting. */
  static final Duration INTERVAL_MAX = Duration.ofHours(1);

  private static final String INTERVAL_DEFAULT = "1s";
  private static final String INTERVAL = "interval";
  private static final String TELEMETRY = "telemetry";
  private static final String PROPERTIES = "properties";

  /**
   * Reads a plan.
   *
   * @throws HubException naming the member that is wrong
   */
  public static SimulationPlan read(Members members) {
    members.requireKnown(Set.of(INTERVAL, TELEMETRY, PROPERTIES));
    return new SimulationPlan(
        interval(members),
        members.inner(TELEMETRY).object(),
        members.inner(PROPERTIES).object());
  }

  private static Duration interval(Members members) {
    String text = members.text(INTERVAL).orElse(INTERVAL_DEFAULT);
    Optional<Duration> interval = DelayRange.duration(text)
        .filter(one -> one.compareTo(INTERVAL_MIN) >= 0 && one.compareTo(INTERVAL_MAX) <= 0);
    return interval.orElseThrow(() -> members.invalid(
        INTERVAL,
        "must be a time from %s to %s, such as 500ms or 2s; it is '%s'"
            .formatted(
                DelayRange.text(INTERVAL_MIN),
                DelayRange.text(INTERVAL_MAX),
                ClientText.shown(text))));
  }

  /** The document that {@link #read} reads. */
  public JsonObject json() {
    return JsonObject.builder()
        .put(INTERVAL, DelayRange.text(interval))
        .put(TELEMETRY, telemetry)
        .put(PROPERTIES, properties)
        .build();
  }
}
