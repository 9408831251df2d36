package io.twinhub.domain.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.document.DeviceJobDocument;
import io.twinhub.domain.document.JobDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs, their rules and their documents. */
class JobTest {
  private static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");
  private static final TwinPatch PATCH =
      TwinPatch.ofTags(JsonObject.builder().put("a", 1).build());
  private static final JobRequest TWINS = JobRequest.now("j", new JobWork.UpdateTwin(PATCH), "*");
  private static final JobRequest CALLS = JobRequest.now(
      "j",
      new JobWork.CallMethod(
          new MethodName("m"), JsonNumber.of(1), Optional.empty(), Duration.ofSeconds(30)),
      "tags.a = 1");

  private static void assertRefused(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.error().message()).isEqualTo(message));
  }

  @Test
  void a_job_is_read_as_it_was_shown() {
    Job waiting = Job.of(TWINS.at(NOON.plusSeconds(60)), NOON).scheduled();
    assertThat(JobDocument.job(JobDocument.of(waiting))).isEqualTo(waiting);
    Job failed = Job.of(CALLS.at(NOON), NOON)
        .running(NOON, 3)
        .with(new JobStatistics(1, 0, 1, 1))
        .failed("too late", NOON.plusSeconds(5));
    assertThat(JobDocument.job(JobDocument.of(failed))).isEqualTo(failed);
  }

  @Test
  void a_request_is_read_as_it_was_sent() {
    JobRequest cleared = JobRequest.now(
            "j",
            new JobWork.UpdateTwin(new TwinPatch(SectionPatch.CLEAR, SectionPatch.KEEP)),
            "FROM devices.modules")
        .at(NOON)
        .within(Duration.ofSeconds(7));
    for (JobRequest request : new JobRequest[] {TWINS, CALLS, cleared}) {
      assertThat(JobDocument.request(request.id(), Members.of(JobDocument.of(request))))
          .isEqualTo(request);
    }
  }

  @Test
  void a_status_that_is_not_known_counts_as_queued() {
    JsonObject shown = JobDocument.of(Job.of(TWINS, NOON)).with("status", new JsonString("new"));
    assertThat(JobDocument.job(shown).status()).isEqualTo(JobStatus.QUEUED);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-06T12:00:00Z, 2024-05-06T12:00:00Z",
    "2024-05-06T12:00:00.1234567Z, 2024-05-06T12:00:00.123456700Z",
    "2024-05-06T14:00:00+02:00, 2024-05-06T12:00:00Z",
    "2024-05-06T12:00:00, 2024-05-06T12:00:00Z"
  })
  void times_come_in_several_forms(String text, Instant time) {
    assertThat(JobDocument.time(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ü", "a/b", "\"", "a\n"})
  void an_id_of_other_characters_is_refused(String id) {
    assertThatThrownBy(() -> new JobId(id)).isInstanceOf(HubException.class);
  }

  @Test
  void an_id_has_64_characters_at_most() {
    assertThat(new JobId("x".repeat(64)).value()).hasSize(64);
    assertThatThrownBy(() -> new JobId("x".repeat(65))).isInstanceOf(HubException.class);
    assertThat(new JobId("a")).isLessThan(new JobId("b"));
  }

  @Test
  void a_start_may_be_a_year_ahead() {
    TWINS.at(NOON.plus(Duration.ofDays(366))).requireSoon(NOON);
    assertRefused(
        "startTime 2025-05-07T12:00:01Z is more than 366 days ahead",
        () -> TWINS.at(NOON.plus(Duration.ofDays(366)).plusSeconds(1)).requireSoon(NOON));
  }

  @Test
  void the_time_of_a_job_is_between_a_second_and_thirty_days() {
    assertRefused(
        "maxExecutionTimeInSeconds is 2592001; it must be 1 to 2592000",
        () -> TWINS.within(Duration.ofDays(30).plusSeconds(1)));
    assertRefused(
        "maxExecutionTimeInSeconds is 0; it must be 1 to 2592000",
        () -> TWINS.within(Duration.ZERO));
  }

  @Test
  void counts_move_and_their_sum_stays() {
    JobStatistics four = new JobStatistics(4, 0, 0, 0)
        .moved(DeviceJobStatus.SCHEDULED, DeviceJobStatus.RUNNING)
        .moved(DeviceJobStatus.SCHEDULED, DeviceJobStatus.COMPLETED)
        .moved(DeviceJobStatus.RUNNING, DeviceJobStatus.FAILED);
    assertThat(four).isEqualTo(new JobStatistics(2, 0, 1, 1));
    assertThat(four.devices()).isEqualTo(4);
    assertThat(four.ended()).isEqualTo(2);
    assertThat(JobStatistics.NONE.with(DeviceJobStatus.RUNNING).running()).isEqualTo(1);
  }

  @Test
  void a_filter_shows_jobs_of_its_kind_and_status() {
    Job job = Job.of(TWINS, NOON);
    assertThat(JobFilter.ALL.shows(job)).isTrue();
    assertThat(new JobFilter(Optional.of(JobKind.CALL_METHOD), Optional.empty()).shows(job))
        .isFalse();
    assertThat(new JobFilter(Optional.empty(), JobStatus.find("Queued")).shows(job))
        .isTrue();
    assertThat(
            new JobFilter(JobKind.find("SCHEDULEUPDATETWIN"), JobStatus.find("failed")).shows(job))
        .isFalse();
  }

  @Test
  void the_row_of_a_method_job_has_the_method_and_the_answer() {
    Job job = Job.of(CALLS, NOON).running(NOON, 1);
    DeviceJob row = new DeviceJob(
        job,
        TwinAddress.module("d", "m"),
        DeviceJobStatus.COMPLETED,
        NOON.plusSeconds(1),
        Optional.of(new DeviceJob.Outcome(200, JsonNull.NULL)),
        Optional.empty());
    assertThat(DeviceJobDocument.of(row).toString())
        .isEqualTo(("{'deviceId':'d','moduleId':'m','jobId':'j','jobType':'scheduleDeviceMethod',"
                + "'status':'completed','startTimeUtc':'2024-05-06T12:00:00Z',"
                + "'endTimeUtc':'2024-05-06T12:00:01Z','createdDateTimeUtc':'2024-05-06T12:00:00Z',"
                + "'lastUpdatedDateTimeUtc':'2024-05-06T12:00:01Z','cloudToDeviceMethod':"
                + "{'methodName':'m','payload':1,'responseTimeoutInSeconds':30},"
                + "'outcome':{'deviceMethodResponse':{'status':200,'payload':null}}}")
            .replace('\'', '"'));
    for (String name : new String[] {"jobId", "deviceId", "status", "jobType", "nothing"}) {
      assertThat(DeviceJobDocument.find(row, JsonPath.of(name)))
          .isEqualTo(DeviceJobDocument.of(row).find(name));
    }
    assertThat(DeviceJobDocument.find(row, JsonPath.of("cloudToDeviceMethod", "payload")))
        .contains(JsonNumber.of(1));
  }

  @Test
  void tiers_run_one_five_or_ten_jobs() {
    assertThat(new TierPlan(Tier.S1, 1, TierPlan.Mode.ENFORCE).jobsRunning()).isEqualTo(1);
    assertThat(new TierPlan(Tier.S2, 1, TierPlan.Mode.ENFORCE).jobsRunning()).isEqualTo(5);
    assertThat(new TierPlan(Tier.S3, 1, TierPlan.Mode.ENFORCE).jobsRunning()).isEqualTo(10);
  }

  @Test
  void refusals_say_how_many_there_are() {
    assertThat(JobError.tooManyRunning(5, "a hub of tier S2").message())
        .isEqualTo("5 jobs are running, the most that a hub of tier S2 allows; try again later");
    assertThat(JobError.tooManyKept(10).message())
        .isEqualTo("10 jobs wait or run, the most that are allowed; try again later");
    assertThat(JobError.noTimeLeft(Duration.ofSeconds(5)).description())
        .isEqualTo("The job's time of 5 s was over before this device was done.");
  }
}
