package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.transfer.ContainerUri;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferKind;
import io.twinhub.domain.transfer.TransferRequest;
import io.twinhub.domain.transfer.TransferStatus;
import io.twinhub.domain.twin.IfMatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Import and export jobs, with a container on this machine. Every adapter passes it. */
@Timeout(120)
public abstract class TransfersContract extends PortContract {
  private static final Duration END_MAX = Duration.ofSeconds(60);

  private final BlobStore store;

  protected TransfersContract() {
    try {
      store = new BlobStore();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void serveAgain() {
    store.judge = request -> 0;
  }

  private ContainerUri container(String name) {
    return ContainerUri.parse("container", store.container(name));
  }

  private Transfer export(String container) {
    return hub()
        .transfers()
        .start(new TransferRequest(
            TransferKind.EXPORT, Optional.empty(), container(container), "fleet.txt", false));
  }

  private Transfer end(Transfer job) {
    long limit = System.nanoTime() + END_MAX.toNanos();
    while (System.nanoTime() < limit) {
      Transfer now = hub().transfers().find(job.id()).orElseThrow();
      if (now.status().isOver()) {
        return now;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError("the job does not end");
  }

  @Test
  void what_was_exported_and_deleted_is_imported_again() {
    TwinAddress device = device();
    patchDesired(device, number("x", 1));
    Transfer exported = end(export("round"));
    assertThat(exported.status()).isEqualTo(TransferStatus.COMPLETED);
    assertThat(exported.progress()).isEqualTo(Transfer.DONE);
    hub().identities().delete(device, IfMatch.any());
    Transfer imported = end(hub()
        .transfers()
        .start(new TransferRequest(
            TransferKind.IMPORT,
            Optional.of(container("round")),
            container("errors"),
            "fleet.txt",
            false)));
    assertThat(imported.failureReason()).isEmpty();
    assertThat(twin(device).desired().values()).isEqualTo(number("x", 1));
  }

  @Test
  void a_job_is_found_by_its_id_and_listed_without_secrets() {
    Transfer job = export("listed");
    Transfer ended = end(job);
    assertThat(hub().transfers().list()).contains(ended);
    assertThat(ended.request().output()).hasToString(container("listed").toString());
    assertThat(ended.request().output().whole()).doesNotContain("VERYSECRET");
    assertThat(hub().transfers().find("no-such-job")).isEmpty();
  }

  @Test
  void one_job_at_a_time_is_taken_and_it_can_be_cancelled() {
    TwinAddress unused = device();
    CountDownLatch goOn = new CountDownLatch(1);
    store.judge = request -> {
      if (request.endsWith("comp=blocklist")) {
        goOn.await();
      }
      return 0;
    };
    Transfer job = export("held");
    assertRefused(ErrorCode.JOB_QUOTA_EXCEEDED, () -> export("other"));
    hub().transfers().cancel(job.id());
    goOn.countDown();
    assertThat(end(job).status()).isEqualTo(TransferStatus.CANCELLED);
    assertRefused(ErrorCode.INVALID_OPERATION, () -> hub().transfers().cancel(job.id()));
    assertRefused(ErrorCode.JOB_NOT_FOUND, () -> hub().transfers().cancel("no-such-job"));
  }

  @Test
  void a_container_that_cannot_be_written_is_refused() {
    store.judge = request -> 403;
    assertRefused(ErrorCode.BLOB_CONTAINER_VALIDATION_ERROR, () -> export("closed"));
  }
}
