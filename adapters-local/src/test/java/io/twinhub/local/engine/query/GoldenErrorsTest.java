package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad queries and exactly what the user reads: {@code errors.golden}, reviewed as a diff. Rewritten with
 * {@code -Dtest.jvm.options=-Dgolden.update=true}; {@code ¶} in a query is a line break.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenErrorsTest {
  private static final Path FILE = Path.of("src/test/resources/query/errors.golden");
  private static final int CASES_MIN = 50;

  private final LocalQueryEngine engine = new LocalQueryEngine(Fleet.ofTheReference());

  /** One query and the problems that are printed for it. */
  record Golden(String query, String problems) {
    @Override
    public String toString() {
      return query;
    }
  }

  static List<Golden> cases() {
    List<Golden> cases = new ArrayList<>();
    String query = "";
    List<String> problems = new ArrayList<>();
    for (String line : (Resources.text("errors.golden") + "\n? ").lines().toList()) {
      if (line.startsWith("? ") && !query.isEmpty()) {
        cases.add(new Golden(query, String.join("\n", problems)));
      }
      if (line.startsWith("? ")) {
        query = line.substring(2);
        problems.clear();
      } else if (line.startsWith("! ") || line.startsWith("  ")) {
        problems.add(line);
      }
    }
    return cases;
  }

  @Test
  void bad_input_is_tested_thoroughly() {
    assertThat(cases()).hasSizeGreaterThan(CASES_MIN);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_problem_is_named_with_its_place(Golden golden) {
    String printed = printed(golden.query());
    if (!Boolean.getBoolean("golden.update")) {
      assertThat(printed).isEqualTo(golden.problems());
    }
  }

  @Test
  void rewrites_the_file_when_asked() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      String head = Resources.text("errors.golden")
          .lines()
          .takeWhile(line -> line.startsWith("#"))
          .collect(Collectors.joining("\n"));
      String body = cases().stream()
          .map(golden -> "? " + golden.query() + "\n" + printed(golden.query()) + "\n")
          .collect(Collectors.joining("\n"));
      Files.writeString(FILE, head + "\n\n" + body);
    }
  }

  private String printed(String query) {
    try {
      QueryText text = new QueryText(query.replace("¶", "\n"));
      return printed(
          "! answered, but ",
          engine.run(text, PageSize.DEFAULT, Optional.empty()).warnings());
    } catch (HubException refusal) {
      return printed("! ", ((QueryError.Invalid) refusal.error()).problems());
    }
  }

  private static String printed(String before, List<QueryProblem> problems) {
    return problems.stream()
        .map(QueryProblem::render)
        .map(rendered -> before + rendered.replace("\n", "\n  "))
        .collect(Collectors.joining("\n"));
  }
}
