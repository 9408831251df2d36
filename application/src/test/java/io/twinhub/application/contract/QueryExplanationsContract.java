package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.out.QueryExplanations;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.query.QueryVerdict;
import io.twinhub.domain.query.QueryVerdict.Outcome;
import io.twinhub.domain.query.QueryVerdict.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Explanations: they agree with the answers, and name what a condition saw. */
public abstract class QueryExplanationsContract extends PortContract {

  /** The explanations of {@link #hub()}. */
  protected abstract QueryExplanations explanations();

  private QueryExplanation explain(String text) {
    return explanations().explain(new QueryText(text));
  }

  private QueryVerdict why(String text, TwinAddress address) {
    return explanations().why(new QueryText(text), address);
  }

  private TwinAddress inPlant(String plant, long floor) {
    TwinAddress device = device();
    patchTags(
        device, JsonObject.builder().put("plant", plant).put("floor", floor).build());
    return device;
  }

  @Test
  void an_explanation_counts_what_the_query_returns() {
    inPlant("A", 1);
    inPlant("A", 2);
    inPlant("B", 1);
    QueryExplanation explained = explain("select deviceId from devices  where tags.plant='A'");
    assertThat(explained.query()).isEqualTo("SELECT deviceId FROM devices WHERE tags.plant = 'A'");
    assertThat(explained.matched()).isEqualTo(2);
    assertThat(explained.time()).isPositive();
    assertThat(explained.warnings()).isEmpty();
  }

  @Test
  void a_device_that_the_condition_names_is_looked_up() {
    TwinAddress device = inPlant("A", 1);
    inPlant("A", 1);
    QueryExplanation explained =
        explain("SELECT * FROM devices WHERE deviceId = '%s' AND tags.floor = 1".formatted(device));
    assertThat(explained.access()).isEqualTo(QueryExplanation.Access.LOOK_UP);
    assertThat(explained.lookUps()).containsExactly(device.toString());
    assertThat(explained.scanned()).isEqualTo(1);
    assertThat(explained.matched()).isEqualTo(1);
  }

  @Test
  void a_path_that_no_twin_has_is_a_warning() {
    inPlant("A", 1);
    assertThat(explain("SELECT * FROM devices WHERE tags.plannt = 'A'").warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.message())
            .isEqualTo("no twin has tags.plannt; did you mean tags.plant?"));
  }

  @Test
  void every_clause_has_its_outcome_and_its_values() {
    TwinAddress device = inPlant("A", 1);
    QueryVerdict verdict = why(
        "SELECT * FROM devices WHERE tags.plant = 'A' AND NOT (tags.floor > 3 OR tags.room = 7)",
        device);
    assertThat(verdict.outcome()).isEqualTo(Outcome.UNDEFINED);
    QueryVerdict.Clause and = verdict.condition().orElseThrow();
    assertThat(and.parts()).hasSize(2);
    QueryVerdict.Clause plant = and.parts().get(0);
    assertThat(plant.text()).isEqualTo("tags.plant = 'A'");
    assertThat(plant.outcome()).isEqualTo(Outcome.TRUE);
    assertThat(plant.values())
        .containsExactly(new Value("tags.plant", Optional.of(new JsonString("A"))));
    QueryVerdict.Clause or = and.parts().get(1).parts().get(0);
    assertThat(or.parts())
        .extracting(QueryVerdict.Clause::outcome)
        .containsExactly(Outcome.FALSE, Outcome.UNDEFINED);
    assertThat(or.parts().get(0).values())
        .containsExactly(new Value("tags.floor", Optional.of(JsonNumber.of(1))));
    assertThat(or.parts().get(1).values())
        .containsExactly(new Value("tags.room", Optional.empty()));
  }

  @Test
  void without_a_condition_every_twin_is_in_the_answer() {
    QueryVerdict verdict = why("SELECT * FROM devices", device());
    assertThat(verdict.outcome()).isEqualTo(Outcome.TRUE);
    assertThat(verdict.condition()).isEmpty();
  }

  @Test
  void a_module_is_judged_by_queries_over_modules() {
    TwinAddress module = module(device(), "scanner");
    assertThat(why("SELECT * FROM devices.modules WHERE moduleId = 'scanner'", module)
            .outcome())
        .isEqualTo(Outcome.TRUE);
    assertRefused(ErrorCode.ARGUMENT_INVALID, () -> why("SELECT * FROM devices", module));
    assertRefused(
        ErrorCode.MODULE_NOT_FOUND,
        () -> why(
            "SELECT * FROM devices.modules",
            TwinAddress.module(module.deviceId().value(), "nobody")));
  }

  @Test
  void nobody_and_no_query_are_refused() {
    assertRefused(ErrorCode.DEVICE_NOT_FOUND, () -> why("SELECT * FROM devices", fresh()));
    assertRefused(
        ErrorCode.DEVICE_NOT_FOUND,
        () -> why("SELECT * FROM devices.modules", moduleOf(fresh(), "scanner")));
    assertRefused(ErrorCode.ARGUMENT_INVALID, () -> explain("please"));
    assertRefused(ErrorCode.ARGUMENT_INVALID, () -> why("please", fresh()));
  }

  @Test
  void live_paths_are_told_up_to_a_number() {
    inPlant("A", 1);
    assertThat(explanations().paths(QueryExplanations.PATHS_MAX))
        .contains(JsonPath.of("tags", "plant"), JsonPath.of("deviceId"))
        .noneMatch(path -> path.toString().contains("$metadata"));
    assertThat(explanations().paths(3)).hasSize(3);
  }
}
