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
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'jobId':'k','type':'scheduleUpdateTwin' | jobId is 'k' in the body and 'j' in the address",
        "'a':1 | type is missing; it is scheduleUpdateTwin or scheduleDeviceMethod",
        "'type':'x' | type 'x' is neither scheduleUpdateTwin nor scheduleDeviceMethod",
        "'type':'scheduleUpdateTwin'"
            + " | updateTwin is missing, or has neither tags nor properties.desired",
        "'type':'scheduleUpdateTwin','updateTwin':{'etag':'*'}"
            + " | updateTwin is missing, or has neither tags nor properties.desired",
        "'type':'scheduleUpdateTwin','updateTwin':{'etag':'AA==','tags':{'a':1}} | updateTwin.etag must be"
            + " \"*\", since a job writes whatever the etags of its twins are",
        "'type':'scheduleDeviceMethod' | cloudToDeviceMethod is missing, or has no methodName",
        "'type':'scheduleDeviceMethod','cloudToDeviceMethod':{'payload':1}"
            + " | cloudToDeviceMethod is missing, or has no methodName",
        "'type':'scheduleDeviceMethod','cloudToDeviceMethod':{'methodName':'m'} | queryCondition is missing;"
            + " it is a condition such as tags.plant = 'x', or * for all devices",
        "'type':'scheduleDeviceMethod','queryCondition':'*','startTime':'noon',"
            + "'cloudToDeviceMethod':{'methodName':'m'}"
            + " | startTime 'noon' is not a time; write it as 2030-01-31T12:00:00Z",
        "'type':'scheduleDeviceMethod','queryCondition':'*','maxExecutionTimeInSeconds':-1,"
            + "'cloudToDeviceMethod':{'methodName':'m'}"
            + " | maxExecutionTimeInSeconds is -1; it must be 1 to 2592000"
      })
  void a_body_that_asks_for_no_job_is_refused(String members, String message) {
    assertRefused(
        message,
        () ->
            JobDocument.request(new JobId("j"), Members.of(TestJson.object("{" + members + "}"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "'soon'"})
  void a_wait_is_a_whole_number_of_seconds(String wait) {
    Members body = Members.of(TestJson.object("{'type':'scheduleDeviceMethod','queryCondition':'*',"
        + "'cloudToDeviceMethod':{'methodName':'m','connectTimeoutInSeconds':" + wait + "}}"));
    assertThatThrownBy(() -> JobDocument.request(new JobId("j"), body))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("must be a whole number of seconds");
  }

  @Test
  void a_condition_has_8192_characters_at_most() {
    String longest = "x".repeat(8192);
    assertThat(JobRequest.now("j", TWINS.work(), longest).condition()).isEqualTo(longest);
    assertRefused(
        "queryCondition has 8193 characters; at most 8192 are allowed",
        () -> JobRequest.now("j", TWINS.work(), longest + "x"));
  }

  @Test
  void a_job_ends_once_and_is_cancelled_only_before_its_start() {
    assertThat(Arrays.stream(JobStatus.values()).filter(JobStatus::isEnd))
        .containsExactly(JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED);
    assertThat(Arrays.stream(JobStatus.values()).filter(JobStatus::isBeforeStart))
        .containsExactly(JobStatus.QUEUED, JobStatus.SCHEDULED);
    assertThat(Arrays.stream(DeviceJobStatus.values()).filter(DeviceJobStatus::isEnd))
        .containsExactly(DeviceJobStatus.COMPLETED, DeviceJobStatus.FAILED);
    assertThat(DeviceJobStatus.find("Running")).contains(DeviceJobStatus.RUNNING);
    assertThat(DeviceJobStatus.find("canceled")).isEmpty();
    assertThat(JobError.notCancellable(Job.of(TWINS, NOON).running(NOON, 1)).message())
        .isEqualTo("job 'j' is running; only a queued or scheduled job can be cancelled");
    assertThat(JobError.tooManyRunning(1, "this hub").message())
        .isEqualTo("1 job is running, the most that this hub allows; try again later");
  }

  @Test
  void a_call_waits_for_a_device_no_longer_than_a_direct_call_may() {
    JobWork.CallMethod work = (JobWork.CallMethod) CALLS.work();
    assertThat(work.waiting(Duration.ofSeconds(10)).connectTimeout())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(work.waiting(Duration.ofDays(1)).connectTimeout()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void the_row_of_a_twin_job_has_its_error_or_an_empty_outcome() {
    Job job = Job.of(TWINS, NOON).running(NOON, 1);
    TwinAddress device = TwinAddress.device("d");
    DeviceJob waiting = new DeviceJob(
        job, device, DeviceJobStatus.SCHEDULED, NOON, Optional.empty(), Optional.empty());
    assertThat(DeviceJobDocument.of(waiting).find("outcome"))
        .contains(JsonObject.of("deviceMethodResponse", JsonNull.NULL));
    assertThat(DeviceJobDocument.of(waiting).find("endTimeUtc")).isEmpty();
    DeviceJob failed = new DeviceJob(
        job,
        device,
        DeviceJobStatus.FAILED,
        NOON,
        Optional.empty(),
        Optional.of(new DeviceJob.Failure("Code", "why")));
    assertThat(DeviceJobDocument.find(failed, JsonPath.of("error", "description")))
        .contains(new JsonString("why"));
    assertThat(DeviceJobDocument.of(failed).find("outcome")).isEmpty();
  }
}
