package io.twinhub.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.TwinRules;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which twins a configuration is for, and the queries that count them. */
class TargetConditionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | none | '' | ''",
        "* | all devices | '' | select deviceId from devices",
        "tags.a = 1 | some devices | tags.a = 1 | select deviceId from devices where tags.a = 1",
        "FROM devices.modules | all modules | '' | select deviceId, moduleId from devices.modules",
        "from Devices.Modules where tags.a = 1 | some modules | tags.a = 1"
            + " | select deviceId, moduleId from devices.modules where tags.a = 1"
      })
  void a_condition_says_which_twins_it_is_for(
      String text, String twins, String expression, String query) {
    TargetCondition condition = new TargetCondition(text);
    assertThat(condition.isNone()).isEqualTo(twins.equals("none"));
    assertThat(condition.isAll()).isEqualTo(twins.startsWith("all"));
    assertThat(condition.ofModules()).isEqualTo(twins.endsWith("modules"));
    assertThat(condition.expression()).isEqualTo(expression);
    assertThat(condition.query()).isEqualTo(query);
  }

  private static Map<String, String> metrics(String content, String condition) {
    return SystemMetrics.queries(new ConfigurationRequest(
        new ConfigurationId("c"),
        ConfigurationContent.of(TestJson.object(content), TwinRules.DEFAULT),
        new TargetCondition(condition),
        0,
        Map.of(),
        Optional.empty(),
        Optional.empty()));
  }

  @Test
  void the_metrics_of_devices_and_modules_are_queries_of_them() {
    assertThat(metrics("{'deviceContent':{'properties.desired.a':1}}", "tags.a = 1"))
        .containsExactly(
            Map.entry("targetedCount", "select deviceId from devices where tags.a = 1"),
            Map.entry(
                "appliedCount",
                "select deviceId from devices where configurations.[[c]].status = 'Applied'"));
    assertThat(metrics("{'moduleContent':{'properties.desired.a':1}}", "FROM devices.modules"))
        .containsExactly(
            Map.entry("targetedCount", "select deviceId, moduleId from devices.modules"),
            Map.entry(
                "appliedCount",
                "select deviceId, moduleId from devices.modules where configurations.[[c]].status ="
                    + " 'Applied'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | ''",
        "* | select deviceId from devices where capabilities.iotEdge = true",
        "tags.a = 1 | select deviceId from devices where capabilities.iotEdge = true and (tags.a = 1)"
      })
  void a_deployment_targets_edge_devices_and_counts_what_their_agents_report(
      String condition, String targeted) {
    String current =
        "select deviceId from devices.modules where moduleId = '$edgeAgent' and configurations.[[c]].status ="
            + " 'Applied' and properties.desired.$version = properties.reported.lastDesiredVersion and"
            + " properties.reported.lastDesiredStatus.code ";
    assertThat(metrics("{'modulesContent':{'$edgeAgent':{'properties.desired':{}}}}", condition))
        .containsEntry("targetedCount", targeted)
        .containsEntry("reportedSuccessfulCount", current + "= 200")
        .containsEntry("reportedFailedCount", current + "!= 200");
  }
}
