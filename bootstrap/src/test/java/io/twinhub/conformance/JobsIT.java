package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.jobs.DirectMethodsJobOptions;
import com.microsoft.azure.sdk.iot.service.jobs.ScheduledJob;
import com.microsoft.azure.sdk.iot.service.jobs.ScheduledJobStatus;
import com.microsoft.azure.sdk.iot.service.jobs.ScheduledJobType;
import com.microsoft.azure.sdk.iot.service.jobs.ScheduledJobsClient;
import com.microsoft.azure.sdk.iot.service.query.JobQueryResponse;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scheduled jobs by the Java SDK: created, followed, listed, cancelled. */
@Timeout(60)
class JobsIT {
  private static final Set<ScheduledJobStatus> ENDS =
      Set.of(ScheduledJobStatus.completed, ScheduledJobStatus.failed, ScheduledJobStatus.cancelled);
  private static final int SECONDS = 300;

  private static HubOnSdkPorts hub;
  private static ScheduledJobsClient jobs;

  @BeforeAll
  static void start() throws IOException {
    hub = HubOnSdkPorts.start();
    jobs = new ScheduledJobsClient(hub.hub().facts().connectionString());
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static ScheduledJob ended(String id) throws IOException, IotHubException {
    ScheduledJob job = jobs.get(id);
    while (!ENDS.contains(job.getJobStatus())) {
      job = jobs.get(id);
    }
    return job;
  }

  private static List<ScheduledJob> all(JobQueryResponse rows) throws IOException, IotHubException {
    List<ScheduledJob> all = new ArrayList<>();
    while (rows.hasNext()) {
      all.add(rows.next());
    }
    return all;
  }

  private static Twin tag(String value) {
    Twin patch = new Twin();
    patch.getTags().put("byJob", value);
    return patch;
  }

  @Test
  void a_twin_job_is_created_and_followed() throws Exception {
    hub.newDevice("job-twin");
    ScheduledJob created =
        jobs.scheduleUpdateTwin("t1", "deviceId = 'job-twin'", tag("x"), new Date(), SECONDS);
    assertThat(created.getJobStatus()).isEqualTo(ScheduledJobStatus.queued);
    ScheduledJob end = ended("t1");
    assertThat(end.getJobStatus()).isEqualTo(ScheduledJobStatus.completed);
    assertThat(end.getJobStatistics().getSucceededCount()).isEqualTo(1);
    assertThat(hub.twins().get("job-twin").getTags()).containsEntry("byJob", "x");
    List<ScheduledJob> rows =
        all(jobs.query("SELECT * FROM devices.jobs WHERE devices.jobs.jobId = 't1'"));
    assertThat(rows).extracting(ScheduledJob::getDeviceId).containsExactly("job-twin");
    assertThat(rows.get(0).getJobStatus()).isEqualTo(ScheduledJobStatus.completed);
  }

  @Test
  void a_device_that_is_away_is_told_with_its_error() throws Exception {
    hub.newDevice("job-away");
    DirectMethodsJobOptions options = DirectMethodsJobOptions.builder()
        .payload("now")
        .methodConnectTimeoutSeconds(1)
        .methodResponseTimeoutSeconds(5)
        .maxExecutionTimeSeconds(SECONDS)
        .build();
    jobs.scheduleDirectMethod("m1", "deviceId = 'job-away'", "reboot", new Date(), options);
    ScheduledJob end = ended("m1");
    assertThat(end.getJobStatus()).isEqualTo(ScheduledJobStatus.completed);
    assertThat(end.getJobStatistics().getFailedCount()).isEqualTo(1);
    List<ScheduledJob> rows =
        all(jobs.query("SELECT * FROM devices.jobs WHERE devices.jobs.jobId = 'm1'"));
    assertThat(rows.get(0).getError()).contains("DeviceNotOnline");
  }

  @Test
  void a_job_in_the_future_is_listed_and_cancelled() throws Exception {
    Date later = Date.from(Instant.now().plus(Duration.ofHours(1)));
    jobs.scheduleUpdateTwin("later", "*", tag("never"), later, SECONDS);
    assertThat(jobs.cancel("later").getJobStatus()).isEqualTo(ScheduledJobStatus.cancelled);
    assertThat(all(jobs.query(ScheduledJobType.scheduleUpdateTwin, ScheduledJobStatus.cancelled)))
        .extracting(ScheduledJob::getJobId)
        .contains("later");
    assertThatThrownBy(() -> jobs.cancel("later")).isInstanceOf(IotHubException.class);
    assertThatThrownBy(() -> jobs.get("nobody")).isInstanceOf(IotHubNotFoundException.class);
  }
}
