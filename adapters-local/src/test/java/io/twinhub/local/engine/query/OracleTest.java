package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.ast.QueryPrinter;
import io.twinhub.local.engine.query.parse.Parser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random queries over random fleets, answered twice. A failure names its seed. */
class OracleTest {
  private static final int CASES = 6000;

  @Test
  void the_engine_answers_as_the_naive_interpreter() {
    int hits = 0;
    for (int seed = 0; seed < CASES; seed++) {
      hits += answeredTwice(seed) ? 1 : 0;
    }
    // Were all answers empty, nothing would have been compared.
    assertThat(hits).isGreaterThan(CASES / 4);
  }

  private static boolean answeredTwice(int seed) {
    Random random = new Random(seed);
    Query query = new RandomTrees(random).query();
    String text = QueryPrinter.print(query);
    Fleet fleet = RandomFleet.of(random);
    List<JsonObject> expected =
        OracleResults.of(query, fleet.of(CandidateSource.Collection.DEVICES).values());
    List<JsonObject> found =
        Pages.all(new LocalQueryEngine(fleet), text, () -> 1 + random.nextInt(6));
    long top = query.select().top().orElse(Long.MAX_VALUE);
    assertThat(found).as("seed %d: %s", seed, text).hasSize((int) Math.min(top, expected.size()));
    if (query.aggregates()) {
      assertThat(expected).as("seed %d: %s", seed, text).containsAll(found);
    } else {
      assertThat(found).as("seed %d: %s", seed, text).isEqualTo(expected.subList(0, found.size()));
    }
    return !found.isEmpty();
  }

  @Test
  void printing_and_reading_is_a_round_trip() {
    for (int seed = 0; seed < CASES; seed++) {
      String printed = QueryPrinter.print(new RandomTrees(new Random(seed)).query());
      assertThat(Parser.parse(printed).problems())
          .as("seed %d: %s", seed, printed)
          .isEmpty();
      assertThat(QueryPrinter.print(Parser.parse(printed).query().orElseThrow()))
          .as("seed %d", seed)
          .isEqualTo(printed);
    }
  }
}
