package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.assertRefused;
import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scheduled jobs at the command line. */
@Timeout(60)
class JobCommandsTest {
  private static Twinhub hub;

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("away")));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void a_job_is_waited_for_and_its_counts_are_printed() {
    Ran ran = done(
        "job",
        "create",
        "--job-id",
        "tags",
        "--job-type",
        "scheduleUpdateTwin",
        "-q",
        "*",
        "--twin-patch",
        "{\"tags\":{\"a\":1}}",
        "--wait");
    assertThat(ran.out()).contains("\"status\": \"completed\"", "\"succeededCount\": 1");
    assertThat(done("job", "list", "--job-status", "completed", "--query", "[].jobId")
            .out())
        .contains("tags");
  }

  @Test
  void a_job_that_fails_while_it_is_waited_for_is_a_failure() {
    Ran ran = Ran.twinhub(
        "job",
        "create",
        "--job-id",
        "late",
        "--job-type",
        "scheduleDeviceMethod",
        "-q",
        "deviceId = 'away'",
        "--method-name",
        "m",
        "--ttl",
        "1",
        "--wait");
    assertThat(ran.err()).startsWith("twinhub: job 'late' is failed");
    assertThat(ran.out()).contains("\"failedCount\": 1");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void what_the_hub_refuses_is_said() {
    assertRefused(
        "404 ErrorCode:JobNotFound;there is no job 'nobody'; jobs vanish 30 days after their end",
        "job",
        "show",
        "--job-id",
        "nobody");
    assertRefused(
        "404 ErrorCode:JobNotFound;there is no job 'nobody'; jobs vanish 30 days after their end",
        "job",
        "cancel",
        "--job-id",
        "nobody");
  }
}
