package io.twinhub.application.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a device took what was asked of it, property by property. */
class DesiredStepsTest {
  private static final Instant ASKED = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant EARLIER = ASKED.minusSeconds(60);
  private static final Instant LATER = ASKED.plusSeconds(60);

  private static JsonObject json(String text) {
    return JsonText.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Twin fresh() {
    return TwinDocument.twin(json("{'deviceId':'d','version':2,'properties':"
        + "{'desired':{'$version':1},'reported':{'$version':1}}}"));
  }

  private static Twin asked(Twin twin, String desired) {
    return twin.patched(TwinPatch.ofDesired(json(desired)), IfMatch.any(), ASKED, TwinRules.DEFAULT)
        .after();
  }

  private static Twin said(Twin twin, String reported, Instant at) {
    return twin.reported(ReportedPatch.of(json(reported)), at, TwinRules.DEFAULT)
        .after();
  }

  private static String states(Twin twin) {
    return String.join(
        "; ",
        DesiredSteps.of(twin).stream()
            .map(step -> step.path() + " " + step.state().text())
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1}             | {'a':1}                              | a in step                   | 0",
        "{'a':1}             | {'a':1.0}                            | a in step                   | 0",
        "{'a':1}             | {'a':'1'}                            | a differs                   | 1",
        "{'a':1}             | {'b':1}                              | a only desired; b only reported | 1",
        "{'a':{'x':1,'y':2}} | {'a':{'x':1}}                        | a.x in step; a.y only desired   | 1",
        "{'a':{'x':1}}       | {'a':7}                              | a.x only desired            | 1",
        "{'a':7}             | {'a':{'x':1}}                        | a differs                   | 1",
        "{'a':{}}            | {'a':{}}                             | a in step                   | 0",
        "{'a':{'x':1}}       | {'a':{'x':1,'z':3}}                  | a.x in step; a.z only reported  | 0",
        "{'a':1}             | {'a':{'value':1,'ac':200,'av':2}}    | a in step                   | 0",
        "{'a':1}             | {'a':{'value':1,'ac':200,'av':1}}    | a differs                   | 1",
        "{'a':1}             | {'a':{'value':1,'ac':500,'av':2}}    | a differs                   | 1",
        "{'a':{'x':1}}       | {'a':{'value':{'x':1},'ac':200,'av':2}} | a in step                | 0",
        "{}                  | {'b':{'c':2}}                        | b.c only reported           | 0",
      })
  void each_leaf_says_what_became_of_it(
      String desired, String reported, String states, int waiting) {
    Twin twin = said(asked(fresh(), desired), reported, LATER);
    assertThat(states(twin)).isEqualTo(states);
    assertThat(DesiredSteps.waiting(twin)).isEqualTo(waiting);
  }

  @Test
  void a_device_that_was_silent_since_it_was_asked_is_waited_for() {
    Twin before = said(fresh(), "{'a':0,'b':2}", EARLIER);
    Twin twin = asked(before, "{'a':1,'b':2}");
    assertThat(states(twin)).isEqualTo("a waiting; b in step");
    assertThat(states(said(twin, "{'a':9}", LATER))).isEqualTo("a differs; b in step");
  }

  @Test
  void the_time_is_that_of_the_question_or_of_its_answer() {
    Twin before = said(fresh(), "{'old':0}", EARLIER);
    Twin twin = asked(before, "{'silent':1,'old':1,'same':1,'wrong':1}");
    List<DesiredSteps.Step> steps = DesiredSteps.of(said(twin, "{'same':1,'wrong':2}", LATER));
    assertThat(steps)
        .extracting(DesiredSteps.Step::path, DesiredSteps.Step::since)
        .containsExactly(
            tuple("silent", ASKED),
            tuple("old", ASKED),
            tuple("same", LATER),
            tuple("wrong", LATER));
  }
}
