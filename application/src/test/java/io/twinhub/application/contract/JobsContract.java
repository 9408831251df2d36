package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobKind;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.job.JobStatistics;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.TwinPatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Scheduled jobs: created, followed and cancelled, and what became of them on each device. */
public abstract class JobsContract extends PortContract {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String RUN = Long.toString(System.nanoTime(), Character.MAX_RADIX);

  private int created;

  private Jobs jobs() {
    return hub().jobs();
  }

  private String freshId() {
    return "job-" + RUN + "-" + ++created;
  }

  private JobRequest tagging(TwinAddress... devices) {
    String ids = List.of(devices).stream()
        .map(device -> "'" + device + "'")
        .collect(Collectors.joining(", ", "deviceId IN [", "]"));
    return JobRequest.now(freshId(), tag("green"), ids);
  }

  private JobWork tag(String value) {
    return new JobWork.UpdateTwin(
        TwinPatch.ofTags(hub().json("{\"colour\":\"%s\"}".formatted(value))));
  }

  private Job ended(JobId id) {
    Instant late = Instant.now().plus(PATIENCE);
    Job job = jobs().find(id).orElseThrow();
    while (!job.status().isEnd()) {
      assertThat(Instant.now()).as("%s is %s", id, job).isBefore(late);
      job = jobs().find(id).orElseThrow();
    }
    return job;
  }

  private List<JsonObject> rows(JobId id) {
    QueryPage page = hub()
        .queries()
        .run(
            new QueryText(
                "SELECT * FROM devices.jobs WHERE devices.jobs.jobId = '%s'".formatted(id)),
            PageSize.DEFAULT,
            Optional.empty());
    assertThat(page.type()).isEqualTo(QueryPage.RowType.DEVICE_JOB);
    return page.rows();
  }

  private static String text(JsonObject row, String name) {
    return row.find(name).orElseThrow().toString();
  }

  @Test
  void a_twin_job_patches_the_twins_that_its_condition_selects() {
    TwinAddress one = device();
    TwinAddress two = device();
    TwinAddress other = device();
    JobRequest request = tagging(one, two);
    Job answer = jobs().create(request);
    assertThat(answer.status()).isEqualTo(JobStatus.QUEUED);
    assertThat(answer.id()).isEqualTo(request.id());
    Job end = ended(request.id());
    assertThat(end.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(end.statistics()).isEqualTo(new JobStatistics(0, 0, 2, 0));
    assertThat(end.request().work()).isEqualTo(request.work());
    assertThat(end.request().condition()).isEqualTo(request.condition());
    assertThat(end.ended()).isPresent();
    assertThat(twin(one).tags().values()).isEqualTo(hub().json("{\"colour\":\"green\"}"));
    assertThat(twin(two).tags().values()).isEqualTo(hub().json("{\"colour\":\"green\"}"));
    assertThat(twin(other).tags().values().isEmpty()).isTrue();
    assertThat(rows(request.id()))
        .extracting(row -> text(row, "status"), row -> text(row, "jobType"))
        .containsOnly(
            org.assertj.core.groups.Tuple.tuple("\"completed\"", "\"scheduleUpdateTwin\""));
  }

  @Test
  void a_condition_on_modules_selects_modules() {
    TwinAddress module = module(device(), "scanner");
    JobRequest request = JobRequest.now(
        freshId(),
        tag("red"),
        "FROM devices.modules WHERE deviceId = '%s'".formatted(module.deviceId()));
    jobs().create(request);
    assertThat(ended(request.id()).statistics()).isEqualTo(new JobStatistics(0, 0, 1, 0));
    assertThat(twin(module).tags().values()).isEqualTo(hub().json("{\"colour\":\"red\"}"));
    assertThat(text(rows(request.id()).get(0), "moduleId")).isEqualTo("\"scanner\"");
  }

  @Test
  void a_job_without_devices_is_complete() {
    JobRequest request = JobRequest.now(freshId(), tag("red"), "deviceId = 'nobody-at-all'");
    jobs().create(request);
    Job end = ended(request.id());
    assertThat(end.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(end.statistics()).isEqualTo(JobStatistics.NONE);
  }

  @Test
  void a_patch_that_one_twin_refuses_fails_there_and_nowhere_else() {
    TwinAddress good = device();
    TwinAddress full = device();
    patchTags(
        full,
        hub().json("{\"a\":\"%s\",\"b\":\"%s\"}".formatted("x".repeat(3900), "x".repeat(3900))));
    String ids = "deviceId IN ['%s', '%s']".formatted(good, full);
    JobWork large = new JobWork.UpdateTwin(
        TwinPatch.ofTags(hub().json("{\"c\":\"%s\"}".formatted("x".repeat(3900)))));
    JobRequest request = JobRequest.now(freshId(), large, ids);
    jobs().create(request);
    Job end = ended(request.id());
    assertThat(end.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(end.statistics()).isEqualTo(new JobStatistics(0, 0, 1, 1));
    JsonObject failed = rows(request.id()).stream()
        .filter(row -> text(row, "status").equals("\"failed\""))
        .findFirst()
        .orElseThrow();
    assertThat(text(failed, "deviceId")).isEqualTo("\"%s\"".formatted(full));
    assertThat(text(failed, "error")).contains("\"code\"", "\"description\"");
  }

  @Test
  void a_method_job_calls_devices_and_keeps_their_answers() {
    TwinAddress device = device();
    JobWork reboot = new JobWork.CallMethod(
        new MethodName("reboot"),
        hub().json("{\"delay\":3}"),
        Optional.of(Duration.ofSeconds(30)),
        Duration.ofSeconds(30));
    JobRequest request = JobRequest.now(freshId(), reboot, "deviceId = '%s'".formatted(device));
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      connection.takeCalls(call -> connection.answer(
          call.id(), 418, call.payload().text().getBytes(StandardCharsets.UTF_8)));
      jobs().create(request);
      Job end = ended(request.id());
      assertThat(end.statistics()).isEqualTo(new JobStatistics(0, 0, 1, 0));
      assertThat(end.request().work()).isEqualTo(reboot);
      JsonObject row = rows(request.id()).get(0);
      assertThat(text(row, "outcome"))
          .isEqualTo("{\"deviceMethodResponse\":{\"status\":418,\"payload\":{\"delay\":3}}}");
      assertThat(row.has("cloudToDeviceMethod")).isTrue();
    }
  }

  @Test
  void a_device_that_does_not_connect_in_time_fails() {
    TwinAddress device = device();
    JobWork call = new JobWork.CallMethod(
        new MethodName("reboot"),
        hub().json("{}"),
        Optional.of(Duration.ofSeconds(1)),
        Duration.ofSeconds(5));
    JobRequest request = JobRequest.now(freshId(), call, "deviceId = '%s'".formatted(device));
    jobs().create(request);
    assertThat(ended(request.id()).statistics()).isEqualTo(new JobStatistics(0, 0, 0, 1));
    assertThat(text(rows(request.id()).get(0), "error"))
        .isEqualTo("{\"code\":\"DeviceNotOnline\","
            + "\"description\":\"Timed out waiting for device to connect.\"}");
  }

  @Test
  void a_job_that_waits_for_its_start_can_be_cancelled() {
    TwinAddress device = device();
    JobRequest request = tagging(device).at(Instant.now().plus(Duration.ofHours(1)));
    jobs().create(request);
    Job cancelled = jobs().cancel(request.id());
    assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(jobs().find(request.id()).orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
    assertRefused(ErrorCode.INVALID_OPERATION, () -> jobs().cancel(request.id()));
    assertThat(twin(device).tags().values().isEmpty()).isTrue();
  }

  @Test
  void a_job_that_is_over_cannot_be_cancelled() {
    JobRequest request = tagging(device());
    jobs().create(request);
    ended(request.id());
    assertRefused(ErrorCode.INVALID_OPERATION, () -> jobs().cancel(request.id()));
  }

  @Test
  void a_job_that_is_not_there_is_not_found() {
    JobId id = new JobId(freshId());
    assertThat(jobs().find(id)).isEmpty();
    assertRefused(ErrorCode.JOB_NOT_FOUND, () -> jobs().cancel(id));
  }

  @Test
  void an_id_is_used_once() {
    JobRequest request = tagging(device());
    jobs().create(request);
    assertRefused(ErrorCode.JOB_ALREADY_EXISTS, () -> jobs().create(request));
  }

  @Test
  void a_condition_that_does_not_parse_is_refused() {
    JobRequest request = JobRequest.now(freshId(), tag("red"), "tags.colour == 'red'");
    assertRefused(ErrorCode.ARGUMENT_INVALID, () -> jobs().create(request));
    assertThat(jobs().find(request.id())).isEmpty();
  }

  @Test
  void jobs_are_listed_page_by_page_the_newest_first() {
    List<JobId> wanted = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      JobRequest request = JobRequest.now(freshId(), tag("red"), "deviceId = 'nobody-at-all'")
          .at(Instant.now().plus(Duration.ofHours(1)));
      jobs().create(request);
      wanted.add(0, request.id());
      jobs().cancel(request.id());
    }
    JobFilter filter =
        new JobFilter(Optional.of(JobKind.UPDATE_TWIN), Optional.of(JobStatus.CANCELLED));
    List<JobId> listed = new ArrayList<>();
    JobPage page = jobs().list(filter, new PageSize(2), Optional.empty());
    while (page.next().isPresent()) {
      assertThat(page.jobs()).hasSize(2);
      page.jobs().forEach(job -> listed.add(job.id()));
      page = jobs().list(filter, new PageSize(2), page.next());
    }
    page.jobs().forEach(job -> listed.add(job.id()));
    assertThat(listed).containsSubsequence(wanted).doesNotHaveDuplicates();
    assertThat(jobs()
            .list(
                new JobFilter(Optional.of(JobKind.CALL_METHOD), Optional.of(JobStatus.CANCELLED)),
                PageSize.DEFAULT,
                Optional.empty())
            .jobs())
        .isEmpty();
  }
}
