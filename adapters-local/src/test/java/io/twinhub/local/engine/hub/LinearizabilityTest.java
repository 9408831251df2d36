package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.local.engine.hub.History.Kind;
import io.twinhub.local.engine.hub.History.Operation;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.engine.journal.TransientJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many clients read one twin, query it and write it under conditions: one order explains it all. */
@Timeout(60)
class LinearizabilityTest {
  private static final int CLIENTS = 8;
  private static final int OPERATIONS = 150;
  private static final TwinAddress TWIN = TwinAddress.device("contended");
  private static final QueryText QUERY =
      new QueryText("SELECT etag FROM devices WHERE deviceId = 'contended'");

  private final History history = new History();

  @Test
  void of_a_hub_in_memory() throws Exception {
    contend(new TransientJournal());
  }

  @Test
  void of_a_hub_on_disk(@TempDir Path folder) throws Exception {
    contend(SqliteJournal.open(folder.resolve(SqliteJournal.FILE_NAME)));
  }

  private void contend(Journal journal) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (HubFixture fixture = new HubFixture(journal)) {
      fixture.register(TWIN);
      Etag first = fixture.twin(TWIN).etag();
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int seed = i;
        running.add(clients.submit(() -> act(fixture.hub, new SplittableRandom(seed))));
      }
      for (Future<?> client : running) {
        client.get();
      }
      assertThat(history.count(Kind.WRITE)).isPositive();
      assertThat(history.count(Kind.REFUSED)).isPositive();
      history.assertLinearizable(first);
    } finally {
      clients.shutdownNow();
    }
  }

  private void act(LocalHub hub, SplittableRandom random) {
    for (int i = 0; i < OPERATIONS; i++) {
      Etag seen = random.nextBoolean() ? read(hub) : query(hub);
      if (random.nextInt(3) > 0) {
        write(hub, seen, random.nextInt());
      }
    }
  }

  private Etag read(LocalHub hub) {
    long begun = System.nanoTime();
    Etag etag = hub.twins().find(TWIN).orElseThrow().etag();
    history.add(new Operation(Kind.READ, etag, etag, begun, System.nanoTime()));
    return etag;
  }

  private Etag query(LocalHub hub) {
    long begun = System.nanoTime();
    JsonObject row =
        hub.queries().run(QUERY, PageSize.DEFAULT, Optional.empty()).rows().get(0);
    Etag etag = new Etag(((JsonString) row.find("etag").orElseThrow()).value());
    history.add(new Operation(Kind.READ, etag, etag, begun, System.nanoTime()));
    return etag;
  }

  private void write(LocalHub hub, Etag base, int value) {
    TwinPatch patch = TwinPatch.ofTags(JsonObject.builder().put("value", value).build());
    long begun = System.nanoTime();
    try {
      Etag made = hub.twins()
          .patch(TWIN, patch, IfMatch.parse('"' + base.value() + '"'))
          .etag();
      history.add(new Operation(Kind.WRITE, base, made, begun, System.nanoTime()));
    } catch (HubException refusal) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
      history.add(new Operation(Kind.REFUSED, base, base, begun, System.nanoTime()));
    }
  }

  @Test
  void a_history_that_no_order_explains_is_found() {
    Etag one = new Etag("1");
    Etag two = new Etag("2");
    history.add(new Operation(Kind.WRITE, one, two, 10, 20));
    history.add(new Operation(Kind.READ, one, one, 30, 40));
    assertThatThrownBy(() -> history.assertLinearizable(one))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the moment of");
  }

  @Test
  void two_writes_on_one_state_are_found() {
    Etag one = new Etag("1");
    history.add(new Operation(Kind.WRITE, one, new Etag("2"), 10, 20));
    history.add(new Operation(Kind.WRITE, one, new Etag("3"), 10, 20));
    assertThatThrownBy(() -> history.assertLinearizable(one))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("writes that succeeded on");
  }
}
