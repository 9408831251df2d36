package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Automatic configurations at the command line. */
@Timeout(60)
class ConfigurationCommandsTest {
  private static Twinhub hub;

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    done(
        "configuration",
        "create",
        "-c",
        "known",
        "-k",
        "{\"deviceContent\":{\"properties.desired.a\":1}}",
        "-m",
        "{\"queries\":{\"all\":\"SELECT deviceId FROM devices\"}}");
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "show -c none | 404 ErrorCode:ConfigurationNotFound;the configuration 'none' does not exist",
        "update -c known --set colour=1 | --set: 'colour=1' is not one of priority=, targetCondition=,"
            + " labels= and metrics=",
        "create -c k -k x | --content: 'x' is neither a JSON object nor the name of a file",
        "show-metric -c known -m no | there is no user metric 'no'; its user metrics are: all",
        "show-metric -c known -m no --mt system | there is no system metric 'no'; its system metrics"
            + " are: targetedCount, appliedCount"
      })
  void a_command_that_cannot_be_done_says_why(String line, String message) {
    Ran ran = Ran.twinhub(("configuration " + line).split(" ", -1));
    assertThat(ran.err()).startsWith("twinhub: " + message);
    assertThat(ran.code()).isPositive();
  }

  @Test
  void a_configuration_without_metrics_of_the_user_says_none() {
    done(
        "configuration",
        "create",
        "-c",
        "plain",
        "-k",
        "{\"deviceContent\":{\"properties.desired.b\":1}}");
    assertThat(Ran.twinhub("configuration", "show-metric", "-c", "plain", "-m", "no")
            .err())
        .startsWith("twinhub: there is no user metric 'no'; its user metrics are: none");
  }
}
