package io.twinhub.local.engine.query;

import io.twinhub.local.engine.query.ast.AggregateFunction;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Names;
import io.twinhub.local.engine.query.value.Function;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words of the query language, as a user writes them, for completion. */
public final class QueryWords {
  /** The words that a query has only together. */
  private static final List<String> PAIR = List.of("GROUP", "BY");

  private QueryWords() {}

  /** Words of the grammar in capitals, collections and constants in small letters. */
  public static List<String> keywords() {
    Stream<String> grammar = Names.reserved().stream()
        .filter(word -> !PAIR.contains(word))
        .map(word -> Constant.isOne(word) ? word.toLowerCase(Locale.ROOT) : word);
    return Stream.of(
            grammar,
            Stream.of(String.join(" ", PAIR)),
            Stream.of(From.DEVICES, From.MODULES).map(From::spelling))
        .flatMap(words -> words)
        .toList();
  }

  /**
   * Functions of queries over twins, with what follows their names: {@code (} if they take arguments, and
   * {@code ()} if they take none.
   */
  public static List<String> functions() {
    return Stream.concat(
            Arrays.stream(AggregateFunction.values())
                .map(function -> function.name() + (function.takesPath() ? "(" : "()")),
            Function.of(From.DEVICES).stream().map(function -> function.name() + "("))
        .toList();
  }

  /** The constants among the words of the grammar. */
  private enum Constant {
    TRUE,
    FALSE,
    NULL,
    UNDEFINED;

    static boolean isOne(String word) {
      return Arrays.stream(values()).anyMatch(constant -> constant.name().equals(word));
    }
  }
}
