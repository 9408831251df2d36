package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.ast.SelectItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole answer of a query by {@link Oracle}; without TOP, and groups in no particular order. */
final class OracleResults {
  private OracleResults() {}

  static List<JsonObject> of(Query query, Collection<JsonObject> documents) {
    List<JsonObject> passing = documents.stream()
        .filter(document ->
            query.where().map(where -> Oracle.passes(where, document)).orElse(true))
        .toList();
    if (query.select().items().isEmpty()) {
      return passing;
    }
    if (!query.aggregates()) {
      return passing.stream().map(document -> result(query, List.of(document))).toList();
    }
    Map<List<Optional<JsonValue>>, List<JsonObject>> groups = new LinkedHashMap<>();
    if (query.groupBy().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (JsonObject document : passing) {
      List<Optional<JsonValue>> key = query.groupBy().stream()
          .map((Path path) -> Oracle.value(path, document))
          .toList();
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(document);
    }
    return groups.values().stream().map(group -> result(query, group)).toList();
  }

  private static JsonObject result(Query query, List<JsonObject> group) {
    JsonObject.Builder members = JsonObject.builder();
    int[] unnamed = {0};
    for (SelectItem item : query.select().items()) {
      item.accept(new SelectItem.Visitor<Boolean>() {
        @Override
        public Boolean column(SelectItem.Column column) {
          Oracle.value(column.path(), group.get(0))
              .ifPresent(value -> members.put(column.alias().orElseThrow(), value));
          return true;
        }

        @Override
        public Boolean aggregate(SelectItem.Aggregate figure) {
          String name = figure.alias().orElseGet(() -> "$" + ++unnamed[0]);
          figure(figure, group).ifPresent(value -> members.put(name, value));
          return true;
        }
      });
    }
    return members.build();
  }

  private static Optional<JsonNumber> figure(SelectItem.Aggregate figure, List<JsonObject> group) {
    if (figure.argument().isEmpty()) {
      return Optional.of(JsonNumber.of(group.size()));
    }
    List<JsonNumber> numbers = group.stream()
        .flatMap(document -> Oracle.value(figure.argument().get(), document).stream())
        .filter(JsonNumber.class::isInstance)
        .map(JsonNumber.class::cast)
        .toList();
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    double sum = 0;
    for (JsonNumber number : numbers) {
      sum += number.doubleValue();
    }
    Comparator<JsonNumber> bySize = Comparator.comparingDouble(JsonNumber::doubleValue);
    return switch (figure.function()) {
      case COUNT -> throw new IllegalStateException("COUNT takes no argument");
      case SUM -> Optional.of(JsonNumber.of(sum));
      case AVG -> Optional.of(JsonNumber.of(sum / numbers.size()));
      case MIN -> numbers.stream().min(bySize);
      case MAX -> numbers.stream().max(bySize);
    };
  }
}
