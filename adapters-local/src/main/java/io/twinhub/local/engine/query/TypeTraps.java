package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.ExpressionWalk;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.QueryPrinter;
import io.twinhub.local.engine.query.check.RootFields;
import io.twinhub.local.engine.query.table.Candidate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds comparisons of a path with a constant of a type that its values do not have: they are undefined for
 * every twin, without any error. Judges by the first {@value PathSample#CANDIDATES_MAX} twins.
 */
final class TypeTraps extends ExpressionWalk {
  private final CandidateSource source;
  private final String text;
  private final From from;
  private final List<QueryProblem> found = new ArrayList<>();

  TypeTraps(CandidateSource source, String text, From from) {
    this.source = source;
    this.text = text;
    this.from = from;
  }

  /** The traps of a condition. */
  List<QueryProblem> of(Expression condition) {
    condition.accept(this);
    return found;
  }

  @Override
  public Boolean comparison(Expression.Comparison comparison) {
    check(comparison.left(), comparison.right());
    check(comparison.right(), comparison.left());
    return super.comparison(comparison);
  }

  @Override
  public Boolean in(Expression.In in) {
    in.choices().elements().forEach(choice -> check(in.value(), choice));
    return super.in(in);
  }

  private void check(Expression side, Expression other) {
    if (side instanceof Path path && other instanceof Expression.Literal constant) {
      constant.value().flatMap(Type::of).ifPresent(wanted -> check(path, constant, wanted));
    }
  }

  private void check(Path path, Expression.Literal constant, Type wanted) {
    JsonPath canonical = RootFields.canonical(from, path);
    Set<Type> types = types(canonical);
    if (types.isEmpty() || types.contains(wanted)) {
      return;
    }
    String held = types.stream().map(type -> type.many).collect(Collectors.joining(" and "));
    String message = "%s holds %s; comparing them with %s %s is undefined"
        .formatted(canonical, held, wanted.one, QueryPrinter.print(constant));
    found.add(constant.span().problem(text, message + advice(types, constant)));
  }

  /** A number in quotes is the usual mistake. */
  private static String advice(Set<Type> types, Expression.Literal constant) {
    boolean quotedNumber = types.contains(Type.NUMBER)
        && constant.value().orElseThrow() instanceof JsonString string
        && string.value().matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    if (quotedNumber) {
      return "; write it without quotes";
    }
    boolean bareNumber =
        types.contains(Type.TEXT) && constant.value().orElseThrow() instanceof JsonNumber;
    return bareNumber ? "; write it in quotes" : "";
  }

  private Set<Type> types(JsonPath path) {
    Set<Type> types = new LinkedHashSet<>();
    Iterator<? extends Candidate> candidates = source
        .table(
            from == From.MODULES
                ? CandidateSource.Collection.MODULES
                : CandidateSource.Collection.DEVICES)
        .after("");
    for (int i = 0; i < PathSample.CANDIDATES_MAX && candidates.hasNext(); i++) {
      candidates.next().find(path).flatMap(Type::of).ifPresent(types::add);
    }
    return types;
  }

  /** The types that compare with themselves only. */
  private enum Type {
    NUMBER("numbers", "the number"),
    TEXT("texts", "the text"),
    BOOL("truth values", "the truth value");

    private final String many;
    private final String one;

    Type(String many, String one) {
      this.many = many;
      this.one = one;
    }

    static Optional<Type> of(JsonValue value) {
      if (value instanceof JsonNumber) {
        return Optional.of(NUMBER);
      }
      if (value instanceof JsonString) {
        return Optional.of(TEXT);
      }
      return value instanceof JsonBool ? Optional.of(BOOL) : Optional.empty();
    }
  }
}
