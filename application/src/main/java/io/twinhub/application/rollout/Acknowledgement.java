package io.twinhub.application.rollout;

import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.property.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a device has taken over desired properties, judged by what it reports. A property has arrived if
 * the device reports the same value in the same place, or acknowledges it there as Plug and Play devices do:
 * {@code {"value":…,"ac":200,"av":4,"ad":"text"}}, where a code other than 2xx says that it failed. A
 * property that was removed has arrived if nothing is reported in its place.
 *
 * @param arrived whether all properties have arrived
 * @param failure what the device said about a property that failed
 */
public record Acknowledgement(boolean arrived, Optional<String> failure) {
  /** The member that makes an object an acknowledgement. */
  static final String CODE = "ac";

  private static final String VERSION = "av";
  private static final String TEXT = "ad";
  private static final String VALUE = "value";
  private static final int GOOD_CODE_MIN = 200;
  private static final int GOOD_CODE_END = 300;

  private static final Acknowledgement ARRIVED = new Acknowledgement(true, Optional.empty());
  private static final Acknowledgement NOT_YET = new Acknowledgement(false, Optional.empty());

  /**
   * Judges a report.
   *
   * @param wanted the patch that was sent
   * @param since the desired {@code $version} that it made: older acknowledgements refer to older values
   */
  public static Acknowledgement of(JsonObject wanted, JsonObject reported, Version since) {
    List<Acknowledgement> parts = new ArrayList<>();
    wanted.forEach((name, value) -> parts.add(of(name, value, reported.find(name), since)));
    return parts.stream()
        .filter(part -> part.failure.isPresent())
        .findFirst()
        .orElse(parts.stream().allMatch(Acknowledgement::arrived) ? ARRIVED : NOT_YET);
  }

  private static Acknowledgement of(
      String name, JsonValue wanted, Optional<JsonValue> reported, Version since) {
    JsonValue said = reported.orElse(JsonNull.NULL);
    if (said instanceof JsonObject answer
        && answer.find(CODE).orElse(said) instanceof JsonNumber code) {
      return acknowledged(name, wanted, answer, new Answer(code.doubleValue(), since));
    }
    if (wanted instanceof JsonObject group && said instanceof JsonObject reportedGroup) {
      return of(group, reportedGroup, since);
    }
    return said.equals(wanted) ? ARRIVED : NOT_YET;
  }

  private record Answer(double code, Version since) {
    boolean isGood() {
      return code >= GOOD_CODE_MIN && code < GOOD_CODE_END;
    }
  }

  private static Acknowledgement acknowledged(
      String name, JsonValue wanted, JsonObject said, Answer answer) {
    boolean old = said.find(VERSION).orElse(said) instanceof JsonNumber version
        && version.doubleValue() < answer.since.value();
    if (old) {
      return NOT_YET;
    }
    if (!answer.isGood()) {
      String text =
          said.find(TEXT).orElse(said) instanceof JsonString why ? ": " + why.value() : "";
      return new Acknowledgement(
          false, Optional.of("%s answered %.0f%s".formatted(name, answer.code, text)));
    }
    return said.find(VALUE).orElse(JsonNull.NULL).equals(wanted) ? ARRIVED : NOT_YET;
  }
}
