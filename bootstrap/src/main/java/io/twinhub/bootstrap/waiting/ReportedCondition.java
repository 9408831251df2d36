package io.twinhub.bootstrap.waiting;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.query.check.Nearest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A device reports a value.
 *
 * @param path where, below the reported properties
 * @param value the value; {@code null} if nothing may be reported there
 * @param rules what the hub lets into its twins
 */
record ReportedCondition(JsonPath path, JsonValue value, TwinRules rules) implements TwinCondition {
  private static final List<String> SECTION = List.of("properties", "reported");

  @Override
  public String wanted() {
    return value == JsonNull.NULL ? "to remove " + path : "to report " + shown(path, value);
  }

  private static String shown(JsonPath path, JsonValue value) {
    return path + " = " + value;
  }

  /** No device can report what the hub would refuse. */
  @Override
  public Optional<String> impossible(Twin now) {
    if (path.segments().isEmpty()) {
      return Optional.of("the path is empty");
    }
    String first = path.segments().get(0);
    if (first.startsWith("$")) {
      return Optional.of("'%s' is not a property that a device reports".formatted(first));
    }
    try {
      Twin empty = Twin.created(now.address(), now.root());
      empty.reported(ReportedPatch.of(PlainValues.at(path, value)), Instant.EPOCH, rules);
      return Optional.empty();
    } catch (HubException refusal) {
      return Optional.of("the hub would refuse that report: " + refusal.error().message());
    }
  }

  @Override
  public Verdict judge(Twin twin) {
    return Verdict.met(found(twin).equals(value));
  }

  private JsonValue found(Twin twin) {
    return twin.reported().values().find(path).orElse(JsonNull.NULL);
  }

  @Override
  public Optional<String> hint(Twin last) {
    JsonValue reported = found(last);
    if (reported != JsonNull.NULL) {
      return Optional.of("the device reports " + shown(path, reported));
    }
    List<JsonPath> paths = new ArrayList<>();
    collect(JsonPath.ROOT, last.reported().values(), paths);
    return nearest(paths)
        .map(near -> "the nearest path that the device reports is "
            + shown(near, last.reported().values().find(near).orElse(JsonNull.NULL)));
  }

  private Optional<JsonPath> nearest(List<JsonPath> paths) {
    return withoutSection()
        .filter(paths::contains)
        .or(() -> Nearest.to(
                path.toString(), paths.stream().map(JsonPath::toString).toList())
            .map(JsonPath::parse))
        .or(() -> paths.stream().filter(this::endsAlike).findFirst());
  }

  /** The path if it was written with the name of the section before it. */
  private Optional<JsonPath> withoutSection() {
    List<String> segments = path.segments();
    for (int from = 0; from < SECTION.size(); from++) {
      List<String> section = SECTION.subList(from, SECTION.size());
      if (segments.size() > section.size()
          && segments.subList(0, section.size()).equals(section)) {
        return Optional.of(new JsonPath(segments.subList(section.size(), segments.size())));
      }
    }
    return Optional.empty();
  }

  private boolean endsAlike(JsonPath other) {
    List<String> segments = path.segments();
    List<String> others = other.segments();
    return others.get(others.size() - 1).equals(segments.get(segments.size() - 1));
  }

  /** Recurses no deeper than a twin, whose depth is limited. */
  private static void collect(JsonPath parent, JsonObject object, List<JsonPath> paths) {
    object.forEach((name, value) -> {
      JsonPath path = parent.then(name);
      paths.add(path);
      if (value instanceof JsonObject child) {
        collect(path, child, paths);
      }
    });
  }
}
