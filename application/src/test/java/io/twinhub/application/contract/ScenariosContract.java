package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a hub does to a twin, as data: one scenario in each file of {@code scenarios}. {@code given} is
 * the twin before, {@code when} one request, {@code then} the twin after or the error's number; the
 * {@code README.md} beside them says more.
 */
public abstract class ScenariosContract extends PortContract {

  @ParameterizedTest
  @MethodSource("io.twinhub.application.contract.Scenarios#names")
  void scenario(String name) {
    JsonObject scenario = hub().json(Scenarios.text(name));
    JsonObject given = inner(scenario, "given");
    JsonObject when = inner(scenario, "when");
    JsonObject then = inner(scenario, "then");
    TwinAddress device = device();
    prepare(device, given);
    Twin before = twin(device);
    Optional<HubException> refusal = refusal(() -> carryOut(device, when));
    assertThat(refusal.map(error -> (long) error.code().number()))
        .as("the error of %s: %s", name, refusal)
        .isEqualTo(then.find("error").map(ScenariosContract::number));
    Twin after = twin(device);
    if (refusal.isPresent()) {
      assertUnchanged(before, after);
    }
    assertSections(name, after, inner(then, "twin"));
    assertVersions(name, before, after, inner(then, "versionsRise"));
  }

  private void prepare(TwinAddress device, JsonObject given) {
    find(given, "tags").ifPresent(tags -> patchTags(device, tags));
    find(given, "desired").ifPresent(desired -> patchDesired(device, desired));
    find(given, "reported").ifPresent(reported -> report(device, reported));
  }

  private void carryOut(TwinAddress device, JsonObject when) {
    find(when, "report").ifPresent(reported -> report(device, reported));
    find(when, "patch")
        .ifPresent(patch -> hub()
            .twins()
            .patch(
                device,
                new TwinPatch(section(patch, "tags"), section(patch, "desired")),
                condition(device, when)));
    find(when, "replace")
        .ifPresent(whole -> hub()
            .twins()
            .replace(
                device,
                new TwinReplacement(find(whole, "tags"), find(whole, "desired")),
                condition(device, when)));
  }

  private void report(TwinAddress device, JsonObject members) {
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      connection.report(ReportedPatch.of(members));
    }
  }

  /** {@code present} stands for the etag that the twin has when the request is made. */
  private IfMatch condition(TwinAddress device, JsonObject when) {
    String said = when.find("ifMatch").orElse(new JsonString("*")) instanceof JsonString text
        ? text.value()
        : "";
    return switch (said) {
      case "*" -> IfMatch.any();
      case "present" -> only(twin(device));
      default -> new IfMatch.Exactly(said);
    };
  }

  private static SectionPatch section(JsonObject patch, String name) {
    if (!patch.has(name)) {
      return SectionPatch.KEEP;
    }
    return find(patch, name).<SectionPatch>map(SectionPatch.Merge::new).orElse(SectionPatch.CLEAR);
  }

  private static Optional<HubException> refusal(Runnable request) {
    try {
      request.run();
      return Optional.empty();
    } catch (HubException refusal) {
      return Optional.of(refusal);
    }
  }

  /** The time of the last activity may move: who reported was connected. */
  private static void assertUnchanged(Twin before, Twin after) {
    assertThat(after.etag()).isEqualTo(before.etag());
    assertThat(after.tags()).isEqualTo(before.tags());
    assertThat(after.desired()).isEqualTo(before.desired());
    assertThat(after.reported()).isEqualTo(before.reported());
  }

  private static void assertSections(String name, Twin twin, JsonObject expected) {
    find(expected, "tags")
        .ifPresent(
            tags -> assertThat(twin.tags().values()).as("tags of " + name).isEqualTo(tags));
    find(expected, "desired")
        .ifPresent(desired ->
            assertThat(twin.desired().values()).as("desired of " + name).isEqualTo(desired));
    find(expected, "reported")
        .ifPresent(reported ->
            assertThat(twin.reported().values()).as("reported of " + name).isEqualTo(reported));
  }

  /** By how much each counter rises; what is not said does not. */
  private static void assertVersions(String name, Twin before, Twin after, JsonObject rises) {
    assertThat(after.version().value() - before.version().value())
        .as("version of " + name)
        .isEqualTo(rises.find("twin").map(ScenariosContract::number).orElse(0L));
    assertThat(after.desired().version().value() - before.desired().version().value())
        .as("desired version of " + name)
        .isEqualTo(rises.find("desired").map(ScenariosContract::number).orElse(0L));
    assertThat(after.reported().version().value() - before.reported().version().value())
        .as("reported version of " + name)
        .isEqualTo(rises.find("reported").map(ScenariosContract::number).orElse(0L));
  }

  private static long number(JsonValue value) {
    if (value instanceof JsonNumber number && number.isLong()) {
      return number.longValue();
    }
    throw new IllegalArgumentException("not a whole number: " + value);
  }

  private static Optional<JsonObject> find(JsonObject object, String name) {
    return object
        .find(name)
        .flatMap(
            value -> value instanceof JsonObject inner ? Optional.of(inner) : Optional.empty());
  }

  private static JsonObject inner(JsonObject object, String name) {
    return find(object, name).orElse(JsonObject.EMPTY);
  }
}
