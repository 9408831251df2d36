package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A writer that never pauses, beside queries: every row is judged by one version of its twin. */
class QueriesBesideWritesTest {
  /** More than one turn of the table. */
  private static final int DEVICES = 40_000;

  private static final int QUERIES = 300;

  private final Fleet fleet = new Fleet();
  private final LocalQueryEngine engine = new LocalQueryEngine(fleet);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread writer = new Thread(this::write, "writer");

  private static String id(int number) {
    return "d%05d".formatted(number);
  }

  /** In every version both tags are the same. */
  private void put(int number, int value) {
    JsonObject tags = JsonObject.of("a", JsonNumber.of(value)).with("b", JsonNumber.of(value));
    fleet.device(
        JsonObject.builder().put("deviceId", id(number)).put("tags", tags).build());
  }

  /** Even devices change; of the odd ones every tenth or so comes and goes, all others stay as they are. */
  private void write() {
    Random random = new Random(1);
    while (!ended.get()) {
      put(2 * random.nextInt(DEVICES / 2), random.nextInt(5));
      int comes = 10 * random.nextInt(DEVICES / 10) + 1;
      if (random.nextBoolean()) {
        fleet.removeDevice(id(comes));
      } else {
        put(comes, random.nextInt(5));
      }
    }
  }

  @BeforeEach
  void start() {
    for (int i = 0; i < DEVICES; i++) {
      put(i, i % 5);
    }
    writer.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    ended.set(true);
    writer.join();
  }

  private List<JsonObject> rows(String query) {
    return engine.run(new QueryText(query), PageSize.DEFAULT, Optional.empty()).rows();
  }

  @Test
  void no_row_is_made_of_two_versions() {
    for (int i = 0; i < QUERIES; i++) {
      int value = i % 5;
      assertThat(rows(
              "SELECT * FROM devices WHERE tags.a = %d AND tags.b != %d".formatted(value, value)))
          .isEmpty();
      assertThat(rows("SELECT * FROM devices WHERE tags.a != tags.b")).isEmpty();
      assertThat(rows("SELECT COUNT() AS n FROM devices WHERE NOT (tags.a = %d OR tags.b NIN [%d])"
              .formatted(value, value)))
          .containsExactly(JsonObject.of("n", JsonNumber.of(0)));
      // What is shown is the version that was judged.
      assertThat(rows("SELECT tags.a AS a, tags.b AS b FROM devices WHERE tags.a = " + value))
          .allSatisfy(row -> assertThat(row)
              .isEqualTo(JsonObject.of("a", JsonNumber.of(value)).with("b", JsonNumber.of(value))));
    }
  }

  @Test
  void pages_bring_each_row_once_and_all_that_stay() {
    String query = "SELECT deviceId FROM devices WHERE tags.a >= 0 AND ENDSWITH(deviceId, '3')";
    List<JsonObject> rows = Pages.all(engine, query, () -> PageSize.MAX);
    Set<String> found = new HashSet<>();
    rows.forEach(row -> assertThat(found.add(row.toString())).isTrue());
    // Those that end in 3 are never written.
    assertThat(found).hasSize(DEVICES / 10);
    assertThat(rows).isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
  }

  @Test
  void a_fleet_that_only_changes_keeps_its_number() {
    for (int i = 0; i < QUERIES; i++) {
      assertThat(rows("SELECT COUNT() AS n FROM devices WHERE ENDSWITH(deviceId, '2')"))
          .containsExactly(JsonObject.of("n", JsonNumber.of(DEVICES / 10)));
    }
  }
}
