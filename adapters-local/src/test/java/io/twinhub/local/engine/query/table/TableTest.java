package io.twinhub.local.engine.query.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rows in order, and columns that follow them. */
class TableTest {
  private static final JsonPath N = JsonPath.of("n");
  private static final JsonPath TEXT = JsonPath.of("text");

  private final Table<Line> table = new Table<>(path -> !path.equals(JsonPath.of("moody")));

  /** A row. */
  private record Line(String key, JsonObject object) implements Candidate {
    @Override
    public Optional<JsonValue> find(JsonPath path) {
      return object.find(path);
    }

    @Override
    public QueryRow document() {
      return QueryRow.of(object);
    }
  }

  private static Line line(String key, long n) {
    return new Line(key, JsonObject.of("n", JsonNumber.of(n)));
  }

  private static String key(int number) {
    return "k%05d".formatted(number);
  }

  private static boolean isSeven(Optional<JsonValue> value) {
    return value.equals(Optional.of(JsonNumber.of(7)));
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    table.after("").forEachRemaining(line -> keys.add(line.key()));
    return keys;
  }

  /** The keys of the rows that a selection lets pass, by bits. */
  private List<String> passing(RowSelection selection) {
    return table.reading(() -> {
      long[] words = new long[(table.bound() + 63) / 64 + 3];
      table.present(words, 0);
      selection.narrow(words, 0);
      return IntStream.range(0, words.length * 64)
          .filter(row -> (words[row >>> 6] >>> row & 1) != 0)
          .filter(selection::passesRow)
          .mapToObj(row -> table.at(row).key())
          .sorted()
          .toList();
    });
  }

  @Test
  void rows_come_in_order_whatever_is_written() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Table<Line> written = new Table<>(path -> true);
      TreeMap<String, Long> expected = new TreeMap<>();
      for (int i = 0; i < 5000; i++) {
        String key = key(random.nextInt(2000));
        if (random.nextInt(4) == 0) {
          written.remove(key);
          expected.remove(key);
        } else {
          written.put(line(key, i));
          expected.put(key, (long) i);
        }
      }
      assertThat(written.count()).isEqualTo(expected.size());
      List<String> found = new ArrayList<>();
      written.after("").forEachRemaining(line -> found.add(line.key()));
      assertThat(found).as("seed %d", seed).containsExactlyElementsOf(expected.keySet());
      expected.forEach((key, n) -> assertThat(written.find(key)).contains(line(key, n)));
      String middle = key(1000);
      List<String> behind = new ArrayList<>();
      written.after(middle).forEachRemaining(line -> behind.add(line.key()));
      assertThat(behind)
          .containsExactlyElementsOf(expected.tailMap(middle, false).keySet());
      expected.keySet().forEach(written::remove);
      assertThat(written.after("").hasNext()).isFalse();
    }
  }

  @Test
  void many_rows_may_come_at_once_into_an_empty_table_only() {
    List<Line> lines =
        IntStream.range(0, 3000).mapToObj(i -> line(key(2999 - i), i)).toList();
    table.fill(lines);
    assertThat(keys()).hasSize(3000).isSorted();
    table.put(line(key(100) + "x", 1));
    assertThat(keys()).hasSize(3001).isSorted();
    assertThatThrownBy(() -> table.fill(lines)).hasMessage("the table is not empty");
  }

  @Test
  void a_scan_ends() {
    table.put(line("a", 1));
    var scan = table.after("");
    assertThat(scan.next().key()).isEqualTo("a");
    assertThatThrownBy(scan::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void what_belongs_to_one_device_stands_together() {
    for (String key : List.of("a-1/m", "a/z", "a/b", "a", "b/1")) {
      table.put(line(key, 1));
    }
    assertThat(keys()).containsExactly("a", "a/b", "a/z", "a-1/m", "b/1");
  }

  @Nested
  class A_column {
    @Test
    void follows_writes_and_removals() {
      for (int i = 0; i < 1000; i++) {
        table.put(line(key(i), i % 10));
      }
      try (Columns.Lease lease = table.columns().lease(List.of(N))) {
        Column column = lease.find(N).orElseThrow();
        assertThat(lease.built(column)).isTrue();
        RowSelection seven = table.reading(() -> column.select("seven", TableTest::isSeven));
        RowSelection missing = table.reading(() -> column.select("missing", Optional::isEmpty));
        assertThat(passing(seven)).hasSize(100);
        table.put(line(key(0), 7));
        table.put(line(key(7), 8));
        table.remove(key(17));
        table.put(new Line(key(27), JsonObject.EMPTY));
        for (int i = 1000; i < 1300; i++) {
          table.put(new Line(key(i), JsonObject.EMPTY));
        }
        assertThat(passing(seven)).hasSize(98).contains(key(0)).doesNotContain(key(7), key(17));
        assertThat(passing(missing)).hasSize(301).contains(key(27), key(1299));
        assertThat(column.distinct()).isEqualTo(10);
        assertThat(column.bytes()).isPositive();
        assertThat(table.reading(() -> column.select("seven", TableTest::isSeven)))
            .isSameAs(seven);
      }
      try (Columns.Lease again = table.columns().lease(List.of(N))) {
        assertThat(again.built(again.find(N).orElseThrow())).isFalse();
      }
    }

    @Test
    void uses_the_codes_of_values_that_are_gone_again() {
      table.put(line("a", 0));
      table.columns().lease(List.of(N)).close();
      for (int i = 1; i < 100_000; i++) {
        table.put(line("a", i));
      }
      try (Columns.Lease lease = table.columns().lease(List.of(N))) {
        Column column = lease.find(N).orElseThrow();
        assertThat(column.codes()).isLessThan(10);
        assertThat(column.distinct()).isEqualTo(1);
        assertThat(column.value(column.code(0))).contains(JsonNumber.of(99_999));
      }
    }

    @Test
    void keeps_its_codes_while_a_query_counts_by_them() {
      table.put(line("a", 0));
      try (Columns.Lease lease = table.columns().lease(List.of(N))) {
        Column column = lease.find(N).orElseThrow();
        RowSelection seven = table.reading(() -> column.select("seven", TableTest::isSeven));
        for (int i = 1; i < 100; i++) {
          table.put(line("a", i));
          assertThat(passing(seven)).hasSize(i == 7 ? 1 : 0);
        }
        assertThat(column.codes()).isEqualTo(101);
      }
    }

    @Test
    void of_too_many_values_gives_up() {
      for (int i = 0; i < Column.DISTINCT_MAX - 2; i++) {
        table.put(line(Integer.toString(i), i));
      }
      try (Columns.Lease lease = table.columns().lease(List.of(N))) {
        Column column = lease.find(N).orElseThrow();
        assertThat(column.isUsable()).isTrue();
        assertThat(lease.usable()).isEqualTo(1);
        table.put(line("x", -1));
        assertThat(column.isUsable()).isTrue();
        table.put(line("y", -2));
        assertThat(column.isUsable()).isFalse();
        assertThat(lease.usable()).isZero();
        assertThat(column.distinct()).isZero();
        table.put(line("z", -3));
        assertThat(column.code(0)).isZero();
      }
      Table<Line> born = new Table<>(path -> true);
      for (int i = 0; i <= Column.DISTINCT_MAX; i++) {
        born.put(line(Integer.toString(i), i));
      }
      try (Columns.Lease lease = born.columns().lease(List.of(N))) {
        assertThat(lease.usable()).isZero();
      }
    }

    @Test
    void of_values_that_are_too_long_gives_up() {
      Column column = new Column(TEXT, 10_000);
      for (int i = 0; i < 100; i++) {
        String text = i + "x".repeat(200);
        JsonValue value =
            i % 2 == 0 ? new JsonString(text) : JsonObject.of(text, new JsonString("b"));
        column.put(i, Optional.of(value));
      }
      assertThat(column.isUsable()).isFalse();
    }

    @Test
    void forgets_the_condition_that_was_not_asked_for_longest() {
      for (int i = 0; i < 200; i++) {
        table.put(line(key(i), i % 10));
      }
      try (Columns.Lease lease = table.columns().lease(List.of(N))) {
        Column column = lease.find(N).orElseThrow();
        RowSelection seven = table.reading(() -> column.select("seven", TableTest::isSeven));
        for (int i = 0; i < Column.SELECTIONS_MAX; i++) {
          String name = "other " + i;
          table.reading(() -> column.select(name, value -> false));
        }
        // It still answers whoever holds it, row by row.
        table.put(line(key(0), 7));
        table.put(line(key(1), 4711));
        assertThat(passing(seven)).hasSize(21).contains(key(0));
        assertThat(seven.count()).isEqualTo(Integer.MAX_VALUE);
        assertThat(table.reading(() -> column.select("seven", TableTest::isSeven)))
            .isNotSameAs(seven);
      }
    }
  }

  @Nested
  class Columns_are_dropped {
    private void use(int number) {
      table.columns().lease(List.of(JsonPath.of("p" + number))).close();
    }

    @Test
    void when_there_are_too_many_but_not_in_use() {
      table.put(line("a", 1));
      try (Columns.Lease lease = table.columns().lease(List.of(N))) {
        for (int i = 0; i < Columns.COLUMNS_MAX * 2; i++) {
          use(i);
        }
        assertThat(table.columns().count()).isEqualTo(Columns.COLUMNS_MAX);
        table.put(line("a", 2));
        assertThat(lease.find(N).orElseThrow().distinct()).isEqualTo(1);
      }
      try (Columns.Lease lease = table.columns().lease(List.of(N))) {
        assertThat(lease.built(lease.find(N).orElseThrow())).isFalse();
      }
    }

    @Test
    void when_writes_cost_more_than_building_them_anew() {
      use(1);
      for (int i = 0; i <= Columns.IDLE_WRITES_MIN; i++) {
        table.put(line("a", i));
      }
      use(2);
      assertThat(table.columns().count()).isEqualTo(1);
    }
  }

  @Test
  void a_path_that_moves_by_itself_has_no_column() {
    try (Columns.Lease lease = table.columns().lease(List.of(JsonPath.of("moody")))) {
      assertThat(lease.find(JsonPath.of("moody"))).isEmpty();
      assertThat(lease.all()).isEmpty();
    }
  }

  @Test
  void words_behind_the_last_row_are_empty() {
    table.put(line("a", 1));
    long[] words = new long[4];
    table.present(words, 0);
    assertThat(words).containsExactly(1L, 0L, 0L, 0L);
    table.present(words, 5);
    assertThat(words).containsOnly(0L);
  }
}
