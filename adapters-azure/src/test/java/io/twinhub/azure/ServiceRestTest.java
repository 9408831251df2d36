package io.twinhub.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the adapter does when the hub is busy, breaks down, or does not answer. */
class ServiceRestTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");
  private static final String TWIN = "{\"deviceId\":\"d\",\"etag\":\"AAAAAAAAAAE=\",\"version\":2}";
  private static final TwinPatch PATCH =
      TwinPatch.ofTags(JsonObject.builder().put("a", 1).build());
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir
  private static Path folder;

  private ScriptedServer server;
  private AzureHub hub;

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer(folder);
    hub = AzureHub.at(server.address()).trusting(server.trust()).build();
  }

  @AfterEach
  void stop() {
    hub.close();
    server.close();
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
  }

  @Test
  void a_write_to_a_busy_hub_is_made_again_until_it_passes() {
    server.answers(429, "").answers(503, "").answers(200, TWIN);
    assertThat(hub.twins().patch(DEVICE, PATCH, IfMatch.any()).version().value())
        .isEqualTo(2);
    assertThat(server.asked()).isEqualTo(Collections.nCopies(3, "PATCH /twins/d"));
  }

  @Test
  void a_hub_that_stays_busy_is_left_after_five_attempts() {
    for (int attempt = 0; attempt < Backoff.SHORT.attemptsMax(); attempt++) {
      server.answers(429, "");
    }
    assertThatThrownBy(() -> hub.twins().find(DEVICE))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.THROTTLING));
    assertThat(server.asked()).hasSize(Backoff.SHORT.attemptsMax());
  }

  @Test
  void a_read_is_made_again_after_a_breakdown_and_a_write_is_not() {
    server.answers(500, "").answers(200, TWIN);
    assertThat(hub.twins().find(DEVICE)).isPresent();
    server.answers(500, "");
    assertThatThrownBy(() -> hub.twins().patch(DEVICE, PATCH, IfMatch.any()))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SERVER_ERROR));
    assertThat(server.asked()).containsExactly("GET /twins/d", "GET /twins/d", "PATCH /twins/d");
  }

  @Test
  void a_write_without_an_answer_is_not_made_again() throws Exception {
    server.keepsSilent();
    try (AzureHub impatient =
        AzureHub.at(server.address()).trusting(server.trust()).waiting(SHORT).build()) {
      assertUnavailable(() -> impatient.twins().patch(DEVICE, PATCH, IfMatch.any()));
    }
    assertThat(server.asked()).containsExactly("PATCH /twins/d");
  }

  @Test
  void a_read_without_an_answer_is_made_again() throws Exception {
    server.keepsSilent().answers(200, TWIN);
    try (AzureHub impatient =
        AzureHub.at(server.address()).trusting(server.trust()).waiting(SHORT).build()) {
      assertThat(impatient.twins().find(DEVICE)).isPresent();
    }
    assertThat(server.asked()).containsExactly("GET /twins/d", "GET /twins/d");
  }

  @Test
  void interrupting_the_caller_cancels_the_call() throws Exception {
    server.keepsSilent();
    CompletableFuture<String> said = new CompletableFuture<>();
    Thread caller = new Thread(() -> {
      try {
        hub.twins().find(DEVICE);
        said.complete("an answer");
      } catch (HubException refusal) {
        said.complete(refusal.getMessage() + ", " + Thread.currentThread().isInterrupted());
      }
    });
    caller.start();
    server.awaitSilence();
    caller.interrupt();
    assertThat(said.get(30, TimeUnit.SECONDS))
        .isEqualTo("no answer from %s: the call was cancelled, true"
            .formatted(server.address().hostName()));
  }

  @Test
  void a_hub_that_nobody_vouches_for_is_not_told_anything() {
    try (AzureHub strict =
        AzureHub.at(server.address()).trusting(HubTrust.ofJvm()).build()) {
      assertUnavailable(() -> strict.identities().create(IdentityRequest.withKeys(DEVICE)));
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void an_answer_that_is_no_json_is_unavailable() {
    server.answers(200, "<html>");
    assertUnavailable(() -> hub.twins().find(DEVICE));
  }

  @Test
  void changes_are_refused_and_the_way_to_them_is_named() {
    assertThatThrownBy(() -> hub.changes().subscribe(change -> {}))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_IMPLEMENTED))
        .hasMessageContaining("connection-string show --default-eventhub");
  }
}
