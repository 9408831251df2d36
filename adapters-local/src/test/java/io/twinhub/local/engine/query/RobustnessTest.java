package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryText;
import io.twinhub.local.engine.query.parse.Parsed;
import io.twinhub.local.engine.query.parse.Parser;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, the answer is rows or a refusal with places inside the text, and soon. */
class RobustnessTest {
  private static final int CASES = 20_000;

  private static final List<String> PIECES = List.of(
      "SELECT",
      "TOP",
      "*",
      "FROM",
      "devices",
      "devices.modules",
      "devices.jobs",
      "WHERE",
      "GROUP",
      "BY",
      "AND",
      "OR",
      "NOT",
      "IN",
      "NIN",
      "AS",
      "(",
      ")",
      "[",
      "]",
      "[[",
      "]]",
      ",",
      ".",
      ";",
      "=",
      "!=",
      "<>",
      "<=",
      "<",
      "+",
      "-",
      "/",
      "%",
      "'",
      "\"",
      "'a'",
      "1",
      "0x",
      "1e9",
      "tags.a",
      "deviceId",
      "COUNT()",
      "SUM(",
      "IS_DEFINED(",
      "null",
      "undefined",
      "true",
      "\\",
      "\u00e4",
      "\ud83d",
      "\ud83d\ude00",
      "\n",
      "\t",
      "$",
      "$v",
      "group",
      "ORDER",
      "DISTINCT",
      "|",
      "&&",
      "!",
      "/*",
      "\u0000",
      "\u2019");

  private final LocalQueryEngine engine = new LocalQueryEngine(Fleet.ofTheReference());

  private void survives(String text, int seed) {
    try {
      QueryText query = new QueryText(text);
      engine.run(query, PageSize.DEFAULT, Optional.empty());
      engine.hints(query);
    } catch (HubException refusal) {
      if (refusal.error() instanceof QueryError.Invalid invalid) {
        assertThat(invalid.problems()).as("seed %d: %s", seed, text).allSatisfy(problem -> {
          assertThat(problem.column()).isLessThanOrEqualTo(problem.excerpt().length() + 1);
          assertThat(text).contains(problem.excerpt());
          assertThat(problem.message()).isNotBlank();
        });
      }
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("seed " + seed + ": " + text, e);
    }
  }

  @Test
  @Timeout(60)
  void random_words_and_signs() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      String glue = random.nextBoolean() ? " " : "";
      String start = random.nextBoolean() ? "SELECT * FROM devices WHERE " : "";
      survives(
          IntStream.range(0, 1 + random.nextInt(30))
              .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
              .collect(Collectors.joining(glue, start, "")),
          seed);
    }
  }

  @Test
  @Timeout(60)
  void mutations_of_good_queries() {
    List<String> good = Example.all().stream().map(Example::query).toList();
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(good.get(random.nextInt(good.size())));
      for (int i = 0; i <= random.nextInt(4); i++) {
        mutate(text, random);
      }
      survives(text.toString(), seed);
    }
  }

  private static void mutate(StringBuilder text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(6));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(from, to);
      case 1 -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
      case 2 -> text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
      default -> text.insert(from, text.substring(to));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", ")", "NOT ", "[", "[[", "]]", "'", "''", "\"", "-", "- ", "1", "1.", "a.", "a,", "a ",
        "AND ", "f(", "\\", "\n", "$", "0x", "e1", "IN ", "= ", "!", ";", "a+", "a=(", "NOT(",
        "IN ["
      })
  @Timeout(20)
  void one_piece_over_and_over(String piece) {
    String start = "SELECT * FROM devices WHERE ";
    survives(start + piece.repeat((QueryText.LENGTH_MAX - start.length()) / piece.length()), 0);
    survives(piece.repeat(QueryText.LENGTH_MAX / piece.length()), 0);
    Parsed parsed = Parser.parse(start + piece.repeat(20_000));
    assertThat(parsed.query().isPresent() || !parsed.problems().isEmpty()).isTrue();
  }
}
