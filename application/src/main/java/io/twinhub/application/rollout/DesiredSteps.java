package io.twinhub.application.rollout;

import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.property.PropertyMetadata;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of each desired property of a twin, leaf by leaf: whether the device reports the same value at
 * the same path, or acknowledges it there, as {@link Acknowledgement} judges it. What the device reports and
 * nobody asked for is listed too.
 */
public final class DesiredSteps {
  private final List<Step> steps = new ArrayList<>();

  private DesiredSteps() {}

  /** What became of one property. */
  public enum State {
    /** The device reports or acknowledges the same value. */
    IN_STEP("in step"),
    /** The device reports another value, and has not reported this path since it was asked. */
    WAITING("waiting"),
    /** The device has reported another value since it was asked, or says that it failed. */
    DIFFERS("differs"),
    /** The device reports nothing at this path. */
    ONLY_DESIRED("only desired"),
    /** The device reports it, and nobody asks for it. */
    ONLY_REPORTED("only reported");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** The words of the Explorer's API. */
    public String text() {
      return text;
    }

    /** Whether the device has yet to take what it was asked. */
    public boolean isOpen() {
      return this == WAITING || this == DIFFERS || this == ONLY_DESIRED;
    }
  }

  /**
   * One property.
   *
   * @param path the path within desired or reported properties, with dots
   * @param desired what is asked of it
   * @param reported what is reported at the path; an acknowledgement as a whole
   * @param since when it was last asked, or, if it was answered since, when it was answered; {@link
   *     Identity#NEVER} if that is not known
   */
  public record Step(
      String path,
      Optional<JsonValue> desired,
      Optional<JsonValue> reported,
      State state,
      Instant since) {}

  /** The steps of {@code twin}: first those of its desired properties, in their order. */
  public static List<Step> of(Twin twin) {
    DesiredSteps found = new DesiredSteps();
    Level desired = new Level(twin.desired().values(), twin.desired().metadata());
    Level reported = new Level(twin.reported().values(), twin.reported().metadata());
    found.addAsked("", desired, reported);
    found.addUnasked("", desired, reported);
    return List.copyOf(found.steps);
  }

  /** How many desired properties the device has yet to take. */
  public static int waiting(Twin twin) {
    return (int) of(twin).stream().filter(step -> step.state().isOpen()).count();
  }

  /** An object in a section, and when each of its members was written. */
  private record Level(JsonObject values, PropertyMetadata metadata) {
    private static final Level NONE = new Level(JsonObject.EMPTY, PropertyMetadata.NEW);

    PropertyMetadata.Stamp stamp(String name) {
      return metadata(name).stamp();
    }

    private PropertyMetadata metadata(String name) {
      return metadata.members().getOrDefault(name, PropertyMetadata.NEW);
    }

    /** The object at {@code name}; nothing if there is none. */
    Level then(String name) {
      return values.find(name).orElse(values) instanceof JsonObject inner && values.has(name)
          ? new Level(inner, metadata(name))
          : NONE;
    }

    /** Whether there is an object with members, rather than a leaf. */
    boolean isBranch(String name) {
      return !then(name).values().isEmpty();
    }

    boolean isAcknowledgement(String name) {
      return then(name).values().find(Acknowledgement.CODE).orElse(values) instanceof JsonNumber;
    }
  }

  private void addAsked(String prefix, Level desired, Level reported) {
    desired.values().forEach((name, wanted) -> {
      if (desired.isBranch(name) && !reported.isAcknowledgement(name)) {
        addAsked(prefix + name + ".", desired.then(name), reported.then(name));
      } else {
        steps.add(step(prefix + name, name, desired, reported));
      }
    });
  }

  private static Step step(String path, String name, Level desired, Level reported) {
    JsonValue wanted = desired.values().find(name).orElseThrow();
    Optional<JsonValue> said = reported.values().find(name);
    PropertyMetadata.Stamp asked = desired.stamp(name);
    Instant answered = reported.stamp(name).at();
    Acknowledgement judged = Acknowledgement.of(
        JsonObject.of(name, wanted), reported.values(), asked.version().orElse(Version.FIRST));
    boolean since = !answered.isBefore(asked.at()) && !answered.equals(Identity.NEVER);
    State state = judged.arrived()
        ? State.IN_STEP
        : said.isEmpty()
            ? State.ONLY_DESIRED
            : judged.failure().isPresent() || since ? State.DIFFERS : State.WAITING;
    boolean settled = state == State.DIFFERS || (state == State.IN_STEP && since);
    return new Step(path, Optional.of(wanted), said, state, settled ? answered : asked.at());
  }

  private void addUnasked(String prefix, Level desired, Level reported) {
    reported.values().forEach((name, said) -> {
      boolean asked = desired.values().has(name);
      if (asked && (!desired.isBranch(name) || reported.isAcknowledgement(name))) {
        return;
      }
      if (reported.isBranch(name)) {
        addUnasked(prefix + name + ".", desired.then(name), reported.then(name));
      } else if (!asked) {
        steps.add(new Step(
            prefix + name,
            Optional.empty(),
            Optional.of(said),
            State.ONLY_REPORTED,
            reported.stamp(name).at()));
      }
    });
  }
}
