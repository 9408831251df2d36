package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twins of the hub in memory: atomic writes, one order, changes that tell all of it. */
class LocalTwinsTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final int WRITERS = 8;
  private static final int WRITES_EACH = 50;

  private final HubFixture fixture = new HubFixture();

  @BeforeEach
  void register() {
    fixture.register(ALPHA);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_patch_answers_the_twin_that_everybody_sees_from_then_on() {
    Twin answered = fixture.patchDesired(ALPHA, "{'a':1}");
    assertThat(fixture.twin(ALPHA)).isEqualTo(answered);
    assertThat(answered.desired().metadata().stamp().at()).isEqualTo(HubFixture.NOON);
  }

  @Test
  void a_refused_patch_changes_nothing_and_tells_nobody() {
    Twin before = fixture.twin(ALPHA);
    List<TwinChange> changes = new CopyOnWriteArrayList<>();
    fixture.hub.follow(changes::add);
    assertThatThrownBy(() -> fixture.patchDesired(ALPHA, "{'a.b':1}"))
        .isInstanceOf(HubException.class);
    assertThatThrownBy(() -> fixture
            .hub
            .twins()
            .patch(
                ALPHA,
                TwinPatch.ofTags(HubFixture.object("{'a':1}")),
                new IfMatch.Exactly("stale")))
        .isInstanceOf(HubException.class);
    assertThat(fixture.twin(ALPHA)).isEqualTo(before);
    assertThat(changes).isEmpty();
  }

  @Test
  void a_twin_that_is_not_there_is_named() {
    assertThatThrownBy(() -> fixture.patchDesired(TwinAddress.device("nobody"), "{'a':1}"))
        .hasMessage("Device nobody not registered");
    assertThatThrownBy(() -> fixture.patchDesired(TwinAddress.module("alpha", "m"), "{'a':1}"))
        .hasMessage("Module m on device alpha not registered");
    assertThatThrownBy(() -> fixture.patchDesired(TwinAddress.module("nobody", "m"), "{'a':1}"))
        .hasMessage("Device nobody not registered");
  }

  @Test
  void a_replacement_replaces() {
    fixture.patchDesired(ALPHA, "{'a':1,'b':2}");
    TwinReplacement replacement =
        new TwinReplacement(Optional.empty(), Optional.of(HubFixture.object("{'c':3}")));
    fixture.hub.twins().replace(ALPHA, replacement, IfMatch.any());
    assertThat(fixture.twin(ALPHA).desired().values()).isEqualTo(HubFixture.object("{'c':3}"));
  }

  @Test
  void changes_are_told_with_what_they_did() {
    List<String> changes = new CopyOnWriteArrayList<>();
    fixture.hub.follow(
        change -> changes.add(change.getClass().getSimpleName() + " " + change.address()));
    fixture.register("beta");
    fixture.patchDesired(ALPHA, "{'a':1}");
    fixture.hub.identities().delete(TwinAddress.device("beta"), IfMatch.any());
    assertThat(changes).containsExactly("Created beta", "Written alpha", "Deleted beta");
  }

  @Test
  void of_many_writers_with_one_etag_exactly_one_wins() throws Exception {
    Etag etag = fixture.twin(ALPHA).etag();
    List<Boolean> won = race(writer -> {
      TwinPatch patch =
          TwinPatch.ofTags(JsonObject.builder().put("winner", writer).build());
      try {
        fixture.hub.twins().patch(ALPHA, patch, new IfMatch.Exactly(etag.value()));
        return true;
      } catch (HubException stale) {
        return false;
      }
    });
    assertThat(won).containsOnlyOnce(true);
    assertThat(fixture.twin(ALPHA).etag()).isEqualTo(Etag.ofCount(2));
  }

  @Test
  void writers_that_read_and_retry_lose_no_update() throws Exception {
    fixture.patchDesired(ALPHA, "{'count':0}");
    race(writer -> {
      IntStream.range(0, WRITES_EACH).forEach(i -> increment());
      return true;
    });
    assertThat(fixture.twin(ALPHA).desired().values().find("count"))
        .contains(JsonNumber.of((long) WRITERS * WRITES_EACH));
  }

  private void increment() {
    boolean done = false;
    while (!done) {
      done = tryIncrement(fixture.twin(ALPHA));
    }
  }

  private boolean tryIncrement(Twin twin) {
    long count = ((JsonNumber) twin.desired().values().find("count").orElseThrow()).longValue();
    TwinPatch patch =
        TwinPatch.ofDesired(JsonObject.builder().put("count", count + 1).build());
    try {
      fixture.hub.twins().patch(ALPHA, patch, new IfMatch.Exactly(twin.etag().value()));
      return true;
    } catch (HubException stale) {
      return false;
    }
  }

  private static List<Boolean> race(IntFunction<Boolean> writer) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> writers = IntStream.range(0, WRITERS)
          .mapToObj(i -> threads.submit(() -> {
            start.await();
            return writer.apply(i);
          }))
          .toList();
      start.countDown();
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> result : writers) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
