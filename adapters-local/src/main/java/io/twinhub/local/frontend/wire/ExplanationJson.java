package io.twinhub.local.frontend.wire;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryVerdict;
import io.twinhub.domain.query.UsedPath;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Explanations as JSON documents. {@code {"query","access","lookUps","columns":[{"path","built","distinct",
 * "bytes"}],"scanned","matched","microseconds","warnings"}}, where access is {@code lookUp}, {@code columns}
 * or {@code scan}; {@code {"outcome","condition"?,"warnings"}}, where a condition is {@code
 * {"text","outcome","values":[{"path","value"?}],"parts"}} and an outcome {@code true}, {@code false} or
 * {@code undefined}. A warning is {@code {"message","line","column","length","excerpt"}}.
 */
public final class ExplanationJson {
  private ExplanationJson() {}

  /** How a query was answered. */
  public static JsonObject of(QueryExplanation explanation) {
    return JsonObject.builder()
        .put("query", explanation.query())
        .put("access", access(explanation.access()))
        .put("lookUps", array(explanation.lookUps(), JsonString::new))
        .put("columns", array(explanation.columns(), ExplanationJson::column))
        .put("scanned", explanation.scanned())
        .put("matched", explanation.matched())
        .put("microseconds", TimeUnit.NANOSECONDS.toMicros(explanation.time().toNanos()))
        .put("warnings", array(explanation.warnings(), ExplanationJson::problem))
        .build();
  }

  /** Paths with what they hold: {@code [{"path","type","count"}]}. */
  public static JsonArray ofPaths(List<UsedPath> paths) {
    return array(
        paths,
        used -> JsonObject.builder()
            .put("path", used.path().toString())
            .put("type", String.join(" or ", used.types()))
            .put("count", used.twins())
            .build());
  }

  private static String access(QueryExplanation.Access access) {
    return switch (access) {
      case LOOK_UP -> "lookUp";
      case COLUMNS -> "columns";
      case SCAN -> "scan";
    };
  }

  private static JsonObject column(QueryExplanation.Column column) {
    return JsonObject.builder()
        .put("path", column.path())
        .put("built", column.built())
        .put("distinct", column.distinct())
        .put("bytes", column.bytes())
        .build();
  }

  /** Why a twin is or is not in an answer. */
  public static JsonObject of(QueryVerdict verdict) {
    JsonObject.Builder json = JsonObject.builder().put("outcome", outcome(verdict.outcome()));
    verdict.condition().ifPresent(condition -> json.put("condition", clause(condition)));
    return json.put("warnings", array(verdict.warnings(), ExplanationJson::problem))
        .build();
  }

  private static String outcome(QueryVerdict.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  /** Recurses no deeper than a condition, whose depth the language bounds. */
  private static JsonObject clause(QueryVerdict.Clause clause) {
    return JsonObject.builder()
        .put("text", clause.text())
        .put("outcome", outcome(clause.outcome()))
        .put("values", array(clause.values(), ExplanationJson::value))
        .put("parts", array(clause.parts(), ExplanationJson::clause))
        .build();
  }

  private static JsonObject value(QueryVerdict.Value value) {
    JsonObject.Builder json = JsonObject.builder().put("path", value.path());
    value.value().ifPresent(found -> json.put("value", found));
    return json.build();
  }

  /** What is wrong or odd about a query, and where. */
  public static JsonObject problem(QueryProblem problem) {
    return JsonObject.builder()
        .put("message", problem.message())
        .put("line", problem.line())
        .put("column", problem.column())
        .put("length", problem.length())
        .put("excerpt", problem.excerpt())
        .build();
  }

  private static <T> JsonArray array(List<T> elements, Function<T, JsonValue> json) {
    return new JsonArray(elements.stream().map(json).toList());
  }
}
