package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.document.JobDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.job.JobStatistics;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of the local hub: times, limits, restarts. */
class JobsTest {
  private static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  private Path folder;

  private final HubClock clock = HubClock.standingAt(NOON);
  private LocalHub hub = new LocalHub(TwinRules.DEFAULT, clock);

  @AfterEach
  void stop() {
    hub.close();
  }

  private void restart(Journal journal) {
    hub.close();
    hub = new LocalHub(TwinRules.DEFAULT, clock.copy(), journal);
  }

  private void register(int count) {
    for (int i = 0; i < count; i++) {
      hub.identities().create(IdentityRequest.withKeys(device(i)));
    }
  }

  private static TwinAddress device(int number) {
    return TwinAddress.device("d%04d".formatted(number));
  }

  private static JobRequest tagging(String id) {
    return JobRequest.now(
        id, new JobWork.UpdateTwin(TwinPatch.ofTags(HubFixture.object("{'colour':'green'}"))), "*");
  }

  private static JobRequest calling(String id, Optional<Duration> connect) {
    return JobRequest.now(
        id,
        new JobWork.CallMethod(
            new MethodName("reboot"), JsonObject.EMPTY, connect, Duration.ofSeconds(30)),
        "*");
  }

  private Job job(String id) {
    return hub.jobs().find(new JobId(id)).orElseThrow();
  }

  private Job ended(String id) {
    await().atMost(LONG).until(() -> job(id).status().isEnd());
    return job(id);
  }

  private void awaitStatus(String id, JobStatus status) {
    await().atMost(LONG).until(() -> job(id).status() == status);
  }

  private List<JsonObject> rows(String condition) {
    return hub.queries()
        .run(
            new QueryText("SELECT * FROM devices.jobs WHERE " + condition),
            PageSize.DEFAULT,
            Optional.empty())
        .rows();
  }

  @Test
  void a_job_of_many_parts_does_every_twin_once() {
    register(1_003);
    hub.jobs().create(tagging("j"));
    assertThat(ended("j").statistics()).isEqualTo(new JobStatistics(0, 0, 1_003, 0));
    for (int i = 0; i < 1_003; i++) {
      assertThat(hub.twins().find(device(i)).orElseThrow().version().value()).isEqualTo(3);
    }
  }

  @Test
  void the_row_of_a_twin_job_has_the_members_that_clients_read() {
    register(1);
    hub.jobs().create(tagging("j"));
    ended("j");
    assertThat(rows("jobId = 'j'"))
        .containsExactly(
            HubFixture.object("{'deviceId':'d0000','jobId':'j','jobType':'scheduleUpdateTwin',"
                + "'status':'completed','startTimeUtc':'2024-05-06T12:00:00Z',"
                + "'endTimeUtc':'2024-05-06T12:00:00Z','createdDateTimeUtc':'2024-05-06T12:00:00Z',"
                + "'lastUpdatedDateTimeUtc':'2024-05-06T12:00:00Z',"
                + "'outcome':{'deviceMethodResponse':null}}"));
    assertThat(
            rows(
                "devices.jobs.deviceId = 'd0000' AND devices.jobs.jobType = 'scheduleUpdateTwin'"
                    + " AND devices.jobs.status = 'completed' AND devices.jobs.createdTimeUtc > '2016-09-01'"))
        .hasSize(1);
    assertThat(rows("status = 'failed'")).isEmpty();
  }

  @Test
  void a_job_in_the_future_waits_for_its_time_on_the_clock_of_the_hub() {
    register(2);
    Job answer = hub.jobs().create(tagging("j").at(NOON.plusSeconds(60)));
    assertThat(answer.status()).isEqualTo(JobStatus.QUEUED);
    awaitStatus("j", JobStatus.SCHEDULED);
    hub.identities().create(IdentityRequest.withKeys(TwinAddress.device("late")));
    clock.advance(Duration.ofSeconds(60));
    assertThat(ended("j").statistics()).isEqualTo(new JobStatistics(0, 0, 3, 0));
    assertThat(job("j").started()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void a_start_in_the_past_means_now_and_one_far_ahead_is_refused() {
    hub.jobs().create(tagging("past").at(NOON.minusSeconds(3600)));
    assertThat(ended("past").started()).isEqualTo(NOON);
    assertThatThrownBy(() -> hub.jobs().create(tagging("far").at(NOON.plus(Duration.ofDays(400)))))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.error().message())
                .isEqualTo("startTime 2025-06-10T12:00:00Z is more than 366 days ahead"));
  }

  @Test
  void a_job_vanishes_thirty_days_after_its_end_and_its_id_is_free_again() {
    register(1);
    hub.jobs().create(tagging("j"));
    ended("j");
    clock.advance(Duration.ofDays(30).minusSeconds(1));
    assertThat(job("j").status()).isEqualTo(JobStatus.COMPLETED);
    clock.advance(Duration.ofSeconds(1));
    await().atMost(LONG).until(() -> hub.jobs().find(new JobId("j")).isEmpty());
    assertThat(rows("jobId = 'j'")).isEmpty();
    hub.jobs().create(tagging("j"));
    assertThat(ended("j").statistics().succeeded()).isEqualTo(1);
  }

  @Test
  void a_device_that_connects_while_the_job_runs_is_called() {
    register(2);
    hub.jobs().create(calling("j", Optional.empty()));
    awaitStatus("j", JobStatus.RUNNING);
    assertThat(job("j").statistics()).isEqualTo(new JobStatistics(2, 0, 0, 0));
    assertThat(rows("jobId = 'j' AND status = 'scheduled'")).hasSize(2);
    try (DeviceConnection connection = hub.connections().open(device(1), "", reason -> {})) {
      var unused = connection.takeCalls(
          call -> connection.answer(call.id(), 200, "[1]".getBytes(StandardCharsets.US_ASCII)));
      await().atMost(LONG).until(() -> job("j").statistics().succeeded() == 1);
    }
    assertThat(job("j").statistics()).isEqualTo(new JobStatistics(1, 0, 1, 0));
    clock.advance(Duration.ofHours(1));
    Job end = ended("j");
    assertThat(end.status()).isEqualTo(JobStatus.FAILED);
    assertThat(end.failure())
        .contains("The job's time of 3600 s was over before it was done on all devices.");
    assertThat(end.statistics()).isEqualTo(new JobStatistics(0, 0, 1, 1));
    assertThat(rows("status = 'failed'").get(0).find("error").orElseThrow())
        .isEqualTo(HubFixture.object("{'code':'DeviceNotOnline',"
            + "'description':'Timed out waiting for device to connect.'}"));
  }

  @Test
  void a_device_that_is_silent_fails_after_its_time_out() throws InterruptedException {
    register(1);
    BlockingQueue<MethodRequest> calls = new LinkedBlockingQueue<>();
    try (DeviceConnection connection = hub.connections().open(device(0), "", reason -> {})) {
      var unused = connection.takeCalls(calls::add);
      hub.jobs().create(calling("j", Optional.of(Duration.ZERO)));
      assertThat(calls.poll(60, TimeUnit.SECONDS)).isNotNull();
      assertThat(job("j").statistics()).isEqualTo(new JobStatistics(0, 1, 0, 0));
      clock.advance(Duration.ofSeconds(30));
      assertThat(ended("j").statistics()).isEqualTo(new JobStatistics(0, 0, 0, 1));
    }
    assertThat(rows("status = 'failed'").get(0).find("error").orElseThrow())
        .isEqualTo(HubFixture.object("{'code':'GatewayTimeout',"
            + "'description':'Timed out waiting for the response from device.'}"));
  }

  @Test
  void a_hub_of_tier_s1_runs_one_job_at_once_and_later_jobs_wait_for_it() {
    register(1);
    hub.throttles().keepTo(new TierPlan(Tier.S1, 1, TierPlan.Mode.ENFORCE));
    hub.jobs().create(calling("first", Optional.empty()));
    awaitStatus("first", JobStatus.RUNNING);
    hub.jobs().create(tagging("later").at(NOON.plusSeconds(5)));
    assertThatThrownBy(() -> hub.jobs().create(tagging("second")))
        .isInstanceOfSatisfying(HubException.class, refusal -> {
          assertThat(refusal.code().number()).isEqualTo(429004);
          assertThat(refusal.error().message())
              .isEqualTo(
                  "1 job is running, the most that a hub of tier S1 allows; try again later");
        });
    clock.advance(Duration.ofSeconds(5));
    awaitStatus("later", JobStatus.SCHEDULED);
    clock.advance(Duration.ofHours(1));
    assertThat(ended("first").status()).isEqualTo(JobStatus.FAILED);
    assertThat(ended("later").status()).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  void a_rate_limits_how_many_devices_are_done_in_a_second() {
    register(25);
    hub.jobs().limit(10);
    hub.jobs().create(tagging("j"));
    await().atMost(LONG).until(() -> job("j").statistics().succeeded() == 1);
    for (int second = 0; second < 25 && !job("j").status().isEnd(); second++) {
      int before = job("j").statistics().succeeded();
      clock.advance(Duration.ofMillis(100));
      await().atMost(LONG).until(() -> job("j").statistics().succeeded() > before);
      assertThat(job("j").statistics().succeeded()).isEqualTo(before + 1);
    }
    assertThat(ended("j").ended()).contains(NOON.plusMillis(2_400));
  }

  @Test
  void jobs_are_as_they_were_after_a_restart() {
    Path file = folder.resolve("twins.db");
    restart(SqliteJournal.open(file));
    register(3);
    hub.jobs().create(tagging("done"));
    Job done = ended("done");
    hub.jobs().create(tagging("later").at(clock.instant().plusSeconds(3600)));
    hub.jobs().create(tagging("never").at(clock.instant().plusSeconds(3600)));
    hub.jobs().cancel(new JobId("never"));
    List<JsonObject> rows = rows("jobId = 'done'");
    restart(SqliteJournal.open(file));
    assertThat(JobDocument.of(job("done"))).isEqualTo(JobDocument.of(done));
    assertThat(rows("jobId = 'done'")).isEqualTo(rows);
    assertThat(job("never").status()).isEqualTo(JobStatus.CANCELLED);
    awaitStatus("later", JobStatus.SCHEDULED);
    assertThatThrownBy(() -> hub.jobs().create(tagging("done"))).isInstanceOf(HubException.class);
  }

  @Test
  void a_method_job_goes_on_after_a_restart_and_calls_nobody_twice() throws InterruptedException {
    MemoryJournal journal = new MemoryJournal();
    restart(journal);
    register(2);
    BlockingQueue<MethodRequest> calls = new LinkedBlockingQueue<>();
    hub.jobs().create(calling("j", Optional.empty()));
    DeviceConnection silent = hub.connections().open(device(0), "", reason -> {});
    var unused = silent.takeCalls(calls::add);
    assertThat(calls.poll(60, TimeUnit.SECONDS)).isNotNull();
    restart(journal);
    DeviceConnection again = hub.connections().open(device(0), "", reason -> {});
    var unusedToo = again.takeCalls(calls::add);
    DeviceConnection other = hub.connections().open(device(1), "", reason -> {});
    var unusedAsWell = other.takeCalls(
        call -> other.answer(call.id(), 200, "null".getBytes(StandardCharsets.US_ASCII)));
    assertThat(ended("j").statistics()).isEqualTo(new JobStatistics(0, 0, 1, 1));
    assertThat(calls).isEmpty();
    assertThat(rows("status = 'failed'").get(0).find("error").orElseThrow())
        .isEqualTo(HubFixture.object("{'code':'ServiceUnavailable','description':"
            + "'The hub stopped while this device was called; the call is not repeated.'}"));
  }

  @Test
  void the_timeline_tells_what_a_job_did_with_a_device() {
    register(1);
    hub.jobs().create(tagging("j"));
    ended("j");
    List<String> told = new ArrayList<>();
    hub.operations()
        .entries(entry -> entry.concerns(device(0)))
        .forEach(entry -> told.add(
            entry.operation().caller().name() + " " + entry.operation().kind().text()));
    assertThat(told).contains("job j patch-twin");
  }
}
