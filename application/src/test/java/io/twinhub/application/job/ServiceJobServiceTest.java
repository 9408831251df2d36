package io.twinhub.application.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.operation.GatedJobs;
import io.twinhub.application.port.in.ServiceJobs;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.twin.TwinPatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Scheduled jobs: who may? */
class ServiceJobServiceTest {
  private static final Principal SERVICE =
      new Principal.Service("service", EnumSet.of(Permission.SERVICE_CONNECT));
  private static final Principal OTHERS = new Principal.Service(
      "registry", EnumSet.complementOf(EnumSet.of(Permission.SERVICE_CONNECT)));
  private static final JobRequest REQUEST =
      JobRequest.now("j", new JobWork.UpdateTwin(TwinPatch.ofTags(JsonObject.EMPTY)), "*");

  /** What reached the hub. */
  private final List<String> done = new ArrayList<>();

  private final Jobs hub = new Jobs() {
    @Override
    public Job create(JobRequest request) {
      done.add("create");
      return Job.of(request, Instant.EPOCH);
    }

    @Override
    public Optional<Job> find(JobId id) {
      done.add("find");
      return Optional.of(REQUEST)
          .filter(request -> request.id().equals(id))
          .map(request -> Job.of(request, Instant.EPOCH));
    }

    @Override
    public Job cancel(JobId id) {
      done.add("cancel");
      return Job.of(REQUEST, Instant.EPOCH).ended(JobStatus.CANCELLED, Instant.EPOCH);
    }

    @Override
    public JobPage list(JobFilter filter, PageSize size, Optional<ContinuationToken> from) {
      done.add("list");
      return new JobPage(List.of(), Optional.empty());
    }
  };

  private final ServiceJobs jobs = new GatedJobs(new ServiceJobService(hub), OperationGate.OPEN);

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void a_service_may_do_everything_with_jobs() {
    assertThat(jobs.create(SERVICE, REQUEST).status()).isEqualTo(JobStatus.QUEUED);
    assertThat(jobs.get(SERVICE, REQUEST.id()).id()).isEqualTo(REQUEST.id());
    assertThat(jobs.cancel(SERVICE, REQUEST.id()).status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(jobs.list(SERVICE, JobFilter.ALL, PageSize.DEFAULT, Optional.empty())
            .jobs())
        .isEmpty();
    assertThat(done).containsExactly("create", "find", "cancel", "list");
  }

  @Test
  void nobody_else_may_do_anything_with_jobs() {
    ErrorCode refused = ErrorCode.IOT_HUB_UNAUTHORIZED_ACCESS;
    assertRefused(refused, () -> jobs.create(OTHERS, REQUEST));
    assertRefused(refused, () -> jobs.get(OTHERS, REQUEST.id()));
    assertRefused(refused, () -> jobs.cancel(OTHERS, REQUEST.id()));
    assertRefused(
        refused, () -> jobs.list(OTHERS, JobFilter.ALL, PageSize.DEFAULT, Optional.empty()));
    assertThat(done).isEmpty();
  }

  @Test
  void a_job_that_is_not_there_is_not_found() {
    assertRefused(ErrorCode.JOB_NOT_FOUND, () -> jobs.get(SERVICE, new JobId("other")));
  }
}
