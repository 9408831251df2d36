package io.twinhub.application.operation;

import io.twinhub.application.port.in.ServiceJobs;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import java.util.Optional;

/** Scheduled jobs for back ends, behind the gate. */
public final class GatedJobs implements ServiceJobs {
  private final ServiceJobs jobs;
  private final OperationGate gate;

  /** Leads to {@code jobs} through {@code gate}. */
  public GatedJobs(ServiceJobs jobs, OperationGate gate) {
    this.jobs = jobs;
    this.gate = gate;
  }

  @Override
  public Job create(Principal principal, JobRequest request) {
    return gate.run(
        operation(principal, OperationKind.CREATE_JOB, request.id().value()),
        () -> jobs.create(principal, request),
        GatedJobs::status);
  }

  @Override
  public Job get(Principal principal, JobId id) {
    return gate.run(
        operation(principal, OperationKind.READ_JOB, id.value()),
        () -> jobs.get(principal, id),
        GatedJobs::status);
  }

  @Override
  public Job cancel(Principal principal, JobId id) {
    return gate.run(
        operation(principal, OperationKind.CANCEL_JOB, id.value()),
        () -> jobs.cancel(principal, id),
        GatedJobs::status);
  }

  @Override
  public JobPage list(
      Principal principal, JobFilter filter, PageSize size, Optional<ContinuationToken> from) {
    return gate.run(
        operation(principal, OperationKind.READ_JOB, "the list of jobs"),
        () -> jobs.list(principal, filter, size, from),
        page -> Counted.of(page.jobs().size(), "job"));
  }

  private static String status(Job job) {
    return job.status().azureName();
  }

  private static Operation operation(Principal principal, OperationKind kind, String what) {
    return Operation.of(principal, kind).with(what);
  }
}
