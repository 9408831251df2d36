package io.twinhub.local.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.contract.BlobStore;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.TransferDocument;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferStatus;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Import and export jobs against a store of blobs on a socket. */
@Timeout(60)
class TransferJobsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");

  private final BlobStore store = new BlobStore();
  private final List<LocalHub> hubs = new ArrayList<>();
  private final LocalHub hub = hub(new MemoryJournal());

  TransferJobsTest() throws IOException {}

  private LocalHub hub(Journal journal) {
    LocalHub made = new LocalHub(TwinRules.DEFAULT, InstantSource.fixed(NOON), journal);
    hubs.add(made);
    return made;
  }

  @AfterEach
  void close() {
    store.judge = request -> 0;
    hubs.forEach(LocalHub::close);
    store.close();
  }

  private Transfer start(LocalHub at, String json) {
    return at.transfers()
        .start(TransferDocument.request(JsonText.parseObject(json.replace('\'', '"'))));
  }

  private Transfer export(LocalHub at, boolean excludeKeys) {
    return start(
        at,
        "{'type':'export','outputBlobContainerUri':'%s','excludeKeysInExport':%b}"
            .formatted(store.container("out"), excludeKeys));
  }

  private Transfer importing(LocalHub at) {
    return start(
        at,
        "{'type':'import','inputBlobContainerUri':'%s','outputBlobContainerUri':'%s'}"
            .formatted(store.container("out"), store.container("errors")));
  }

  private static Transfer end(LocalHub at, Transfer job) {
    long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < limit) {
      Transfer now = at.transfers().find(job.id()).orElseThrow();
      if (now.status().isOver()) {
        return now;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new AssertionError("the job does not end: " + at.transfers().find(job.id()));
  }

  private static void create(LocalHub at, TwinAddress address) {
    at.identities().create(IdentityRequest.withKeys(address));
  }

  private static void patch(LocalHub at, TwinAddress address, String json) {
    JsonObject body = JsonText.parseObject(json.replace('\'', '"'));
    at.twins().patch(address, TwinPatch.ofDesired(body), IfMatch.any());
  }

  private static JsonObject desired(LocalHub at, TwinAddress address) {
    return at.twins().find(address).orElseThrow().desired().values();
  }

  private static RegisteredIdentity identity(LocalHub at, TwinAddress address) {
    return at.identities().find(address).orElseThrow();
  }

  @Test
  void what_one_hub_exports_another_imports() {
    TwinAddress gateway = TwinAddress.device("zeta-gateway");
    TwinAddress child = TwinAddress.device("child");
    hub.identities()
        .create(IdentityRequest.withKeys(gateway).placed(true, Optional.empty(), List.of()));
    String scope = identity(hub, gateway).identity().deviceScope().orElseThrow();
    hub.identities()
        .create(IdentityRequest.withKeys(child).placed(false, Optional.of(scope), List.of()));
    create(hub, ALPHA);
    create(hub, TwinAddress.module("alpha", "camera"));
    patch(hub, ALPHA, "{'a':{'b':1.25},'c':'ü'}");
    Transfer exported = end(hub, export(hub, false));
    assertThat(exported.status()).isEqualTo(TransferStatus.COMPLETED);
    assertThat(exported.progress()).isEqualTo(100);
    assertThat(store.text("out/devices.txt").orElseThrow().lines()).hasSize(6);

    LocalHub other = hub(new MemoryJournal());
    Transfer imported = end(other, importing(other));
    assertThat(imported.failureReason()).isEmpty();
    assertThat(imported.status()).isEqualTo(TransferStatus.COMPLETED);
    assertThat(store.text("errors/importErrors.log")).isEmpty();
    assertThat(desired(other, ALPHA)).hasToString("{\"a\":{\"b\":1.25},\"c\":\"ü\"}");
    assertThat(identity(other, ALPHA).identity().authentication())
        .isEqualTo(identity(hub, ALPHA).identity().authentication());
    assertThat(other.identities().find(TwinAddress.module("alpha", "camera"))).isPresent();
    assertThat(identity(other, child).identity().deviceScope())
        .isEqualTo(identity(other, gateway).identity().deviceScope())
        .isPresent();
  }

  @Test
  void the_lines_have_the_form_of_azures_and_keys_only_if_they_are_wanted() {
    create(hub, ALPHA);
    patch(hub, ALPHA, "{'a':1}");
    end(hub, export(hub, true));
    JsonObject line =
        JsonText.parseObject(store.text("out/devices.txt").orElseThrow().strip());
    assertThat(line.names())
        .containsExactly(
            "id",
            "eTag",
            "status",
            "authentication",
            "twinETag",
            "tags",
            "properties",
            "capabilities");
    assertThat(line.toString())
        .contains("\"primaryKey\":null,\"secondaryKey\":null")
        .contains("\"desired\":{\"a\":1,\"$metadata\":{\"$lastUpdated\":");
    end(hub, export(hub, false));
    assertThat(store.text("out/devices.txt").orElseThrow()).contains("\"primaryKey\":\"");
  }

  @Test
  void each_broken_line_is_named_and_the_rest_is_imported() {
    create(hub, ALPHA);
    store.put(
        "out/devices.txt",
        "\uFEFF{\"id\":\"one\",\"tags\":{\"x\":1}}\r\n"
            + "\n"
            + "{\"id\":\n"
            + "{\"id\":\"alpha\",\"importMode\":\"create\"}\n"
            + "{\"id\":\"ghost\",\"importMode\":\"updateTwin\"}\n"
            + "{\"id\":\"two\",\"importMode\":\"fly\"}\n"
            + "{\"id\":\"three\",\"properties\":{\"desired\":{\"a.b\":1}}}\n"
            + "{\"id\":\"four\",\"x\":\"" + "x".repeat(1024 * 1024) + "\"}\n"
            + "{\"id\":\"alpha\",\"importMode\":\"deleteIfMatchETag\",\"eTag\":\"old\"}\n"
            + "{\"id\":\"last\"}");
    Transfer job = end(hub, importing(hub));
    assertThat(job.status()).isEqualTo(TransferStatus.COMPLETED);
    assertThat(job.failureReason())
        .contains("2 lines were imported and 7 failed; see importErrors.log");
    assertThat(
            store.text("errors/importErrors.log").orElseThrow().lines().sorted().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("{\"line\":3,\"errorCode\":400006,"),
            line -> assertThat(line)
                .isEqualTo("{\"line\":4,\"deviceId\":\"alpha\",\"operation\":\"create\","
                    + "\"errorCode\":409001,\"errorStatus\":\"A device with ID 'alpha' is already"
                    + " registered.\"}"),
            line -> assertThat(line).startsWith("{\"line\":5,\"deviceId\":\"ghost\","),
            line -> assertThat(line)
                .isEqualTo("{\"line\":6,\"errorCode\":400004,\"errorStatus\":\"importMode is"
                    + " unknown: 'fly'\"}"),
            line -> assertThat(line).startsWith("{\"line\":7,\"deviceId\":\"three\","),
            line -> assertThat(line)
                .isEqualTo("{\"line\":8,\"errorCode\":413001,\"errorStatus\":\"the line is longer"
                    + " than 1048576 bytes\"}"),
            line -> assertThat(line).startsWith("{\"line\":9,\"deviceId\":\"alpha\","));
    assertThat(hub.identities().find(TwinAddress.device("one"))).isPresent();
    assertThat(hub.identities().find(TwinAddress.device("last"))).isPresent();
  }

  @Test
  void lines_about_one_device_are_written_in_order() {
    StringBuilder file = new StringBuilder("{\"id\":\"a\",\"importMode\":\"create\"}\n");
    for (int i = 1; i <= 300; i++) {
      file.append(
          "{\"id\":\"a\",\"importMode\":\"updateTwin\",\"properties\":{\"desired\":{\"n\":%d}}}%n"
              .formatted(i));
    }
    store.put("out/devices.txt", file.toString());
    assertThat(end(hub, importing(hub)).failureReason()).isEmpty();
    assertThat(desired(hub, TwinAddress.device("a"))).hasToString("{\"n\":300}");
  }

  @Test
  void an_import_updates_what_is_there_unless_the_twin_has_changed_since_the_export() {
    create(hub, ALPHA);
    patch(hub, ALPHA, "{'a':1}");
    end(hub, export(hub, false));
    assertThat(end(hub, importing(hub)).failureReason()).isEmpty();
    patch(hub, ALPHA, "{'a':2}");
    assertThat(end(hub, importing(hub)).failureReason())
        .contains("0 lines were imported and 1 failed; see importErrors.log");
    assertThat(desired(hub, ALPHA)).hasToString("{\"a\":2}");
  }

  @Test
  void one_job_runs_at_a_time_and_can_be_cancelled() {
    create(hub, ALPHA);
    CountDownLatch goOn = holdFirst("PUT out/devices.txt comp=blocklist");
    Transfer first = export(hub, false);
    assertThatThrownBy(() -> importing(hub))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.JOB_QUOTA_EXCEEDED))
        .hasMessage("the import or export job %s is under way, and a hub runs one at a time; wait"
                .formatted(first.id())
            + " for its end or cancel it");
    hub.transfers().cancel(first.id());
    Transfer cancelled = hub.transfers().find(first.id()).orElseThrow();
    assertThat(cancelled.status()).isEqualTo(TransferStatus.CANCELLED);
    assertThat(cancelled.failureReason()).contains("cancelled; nothing was written");
    assertThat(store.text("out/devices.txt")).isEmpty();
    assertThatThrownBy(() -> hub.transfers().cancel(first.id()))
        .hasMessage("the job %s is cancelled, so it cannot be cancelled".formatted(first.id()));
    goOn.countDown();
    assertThat(end(hub, export(hub, false)).status()).isEqualTo(TransferStatus.COMPLETED);
  }

  private CountDownLatch holdFirst(String held) {
    CountDownLatch goOn = new CountDownLatch(1);
    store.judge = request -> {
      if (request.equals(held)) {
        goOn.await();
      }
      return 0;
    };
    return goOn;
  }

  @Test
  void a_job_that_the_end_of_the_hub_stopped_has_failed_after_the_next_start(@TempDir Path folder) {
    LocalHub first = hub(SqliteJournal.open(folder.resolve("twins.db")));
    create(first, ALPHA);
    holdFirst("PUT out/devices.txt comp=blocklist");
    Transfer job = export(first, false);
    first.close();
    LocalHub second = hub(SqliteJournal.open(folder.resolve("twins.db")));
    Transfer after = second.transfers().find(job.id()).orElseThrow();
    assertThat(after.status()).isEqualTo(TransferStatus.FAILED);
    assertThat(after.failureReason())
        .contains("the hub stopped before the job ended; what an import had written by then stays,"
            + " and an export left no file");
    assertThat(after.request().output().whole()).doesNotContain("VERYSECRET");
    second.close();
    LocalHub third = hub(SqliteJournal.open(folder.resolve("twins.db")));
    assertThat(third.transfers().find(job.id())).contains(after);
  }

  private void assertRefused(String json, String problem) {
    assertThatThrownBy(() -> start(hub, json))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal ->
                assertThat(refusal.code()).isEqualTo(ErrorCode.BLOB_CONTAINER_VALIDATION_ERROR))
        .hasMessageEndingWith(problem)
        .hasMessageNotContaining("VERYSECRET");
    assertThat(hub.transfers().list()).isEmpty();
  }

  @Test
  void containers_that_cannot_be_used_are_refused_before_the_job_begins() {
    String export = "{'type':'export','outputBlobContainerUri':'%s'}";
    assertRefused(
        export.formatted(store.container("out").replace("VERY", "WRONG")),
        "/out does not let the hub write 'devices.txt' (HTTP 403, AuthenticationFailed)");
    assertRefused(export.formatted("http://127.0.0.1:1/c?VERYSECRET"), "/c cannot be reached");
    assertRefused(
        export.formatted("file:///tmp"),
        "the container file:///tmp is a folder, and this hub uses folders only if it was started"
            + " with --transfer-folder");
    assertRefused(
        "{'type':'import','inputBlobContainerUri':'%s','outputBlobContainerUri':'%s'}"
            .formatted(store.container("none"), store.container("errors")),
        "/none does not let the hub read 'devices.txt' (HTTP 404, BlobNotFound)");
    store.judge = request -> 302;
    assertRefused(
        export.formatted(store.container("out")),
        "/out answers with a redirect, which is not followed");
  }

  @Test
  void a_store_that_fails_now_and_then_is_asked_again_and_one_that_stays_broken_fails_the_job() {
    create(hub, ALPHA);
    int[] left = {2};
    store.judge = request -> request.endsWith("blocklist") && left[0]-- > 0 ? 503 : 0;
    assertThat(end(hub, export(hub, false)).status()).isEqualTo(TransferStatus.COMPLETED);
    store.judge = request -> request.endsWith("blocklist") ? 409 : 0;
    Transfer failed = end(hub, export(hub, false));
    assertThat(failed.status()).isEqualTo(TransferStatus.FAILED);
    assertThat(failed.failureReason().orElseThrow())
        .endsWith("/out does not let the hub write 'devices.txt' (HTTP 409); nothing was written")
        .doesNotContain("VERYSECRET");
  }

  @Test
  void jobs_are_listed_and_the_hundredth_but_one_makes_room() {
    for (int i = 0; i < 102; i++) {
      end(hub, export(hub, true));
    }
    assertThat(hub.transfers().list()).hasSize(100);
  }
}
