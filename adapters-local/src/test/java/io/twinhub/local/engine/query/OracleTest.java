package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.ast.QueryPrinter;
import io.twinhub.local.engine.query.parse.Parser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random queries over random fleets, with writes between them, answered by the engine and by the naive
 * interpreter. A failure names its seed. {@code -Dtest.jvm.options=-Doracle.cases=1000000} asks for more.
 */
class OracleTest {
  private static final int CASES = Integer.getInteger("oracle.cases", 10_000);

  /** How often a fleet is asked and written to in turn; columns of the first query see later writes. */
  private static final int ROUNDS = 5;

  private static final int WRITES_MAX = 6;

  @Test
  void the_engine_answers_as_the_naive_interpreter() {
    int hits = 0;
    for (int seed = 0; seed < CASES / ROUNDS; seed++) {
      hits += answeredTwice(seed);
    }
    // Were all answers empty, nothing would have been compared.
    assertThat(hits).isGreaterThan(CASES / 4);
  }

  private static int answeredTwice(int seed) {
    Random random = new Random(seed);
    RandomTrees trees = new RandomTrees(random);
    Fleet fleet = RandomFleet.of(random);
    LocalQueryEngine engine = new LocalQueryEngine(fleet);
    Query query = trees.query();
    int hits = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<JsonObject> found =
          Pages.all(engine, QueryPrinter.print(query), () -> 1 + random.nextInt(6));
      hits += isAnswer("seed " + seed, query, fleet, found) ? 1 : 0;
      for (int writes = random.nextInt(WRITES_MAX); writes > 0; writes--) {
        RandomFleet.write(random, fleet);
      }
      // The same query again meets columns that were kept current; another meets some of them.
      query = random.nextBoolean() ? query : trees.query();
    }
    return hits;
  }

  /** Whether the answer, which must be right, has rows. */
  private static boolean isAnswer(String seed, Query query, Fleet fleet, List<JsonObject> found) {
    String text = seed + ": " + QueryPrinter.print(query);
    List<JsonObject> expected =
        OracleResults.of(query, fleet.documents(CandidateSource.Collection.DEVICES));
    long top = query.select().top().orElse(Long.MAX_VALUE);
    assertThat(found).as("%s", text).hasSize((int) Math.min(top, expected.size()));
    if (query.aggregates()) {
      assertThat(expected).as("%s", text).containsAll(found);
    } else {
      assertThat(found).as("%s", text).isEqualTo(expected.subList(0, found.size()));
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
