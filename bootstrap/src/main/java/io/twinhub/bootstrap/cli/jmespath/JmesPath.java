package io.twinhub.bootstrap.cli.jmespath;

import io.twinhub.domain.json.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.smithy.jmespath.ExpressionProblem;
import software.amazon.smithy.jmespath.JmespathException;
import software.amazon.smithy.jmespath.JmespathExpression;

/** A JMESPath expression, which chooses from a JSON value and reshapes it. */
public final class JmesPath {
  /** How long an expression may be, in characters; more than anybody types. */
  static final int LENGTH_MAX = 4_096;

  /** How much of an expression a message repeats before and after a mistake, in characters. */
  private static final int SHOWN_AROUND = 60;

  private static final Pattern PLACE =
      Pattern.compile("Syntax error at line (\\d+) column (\\d+): (.*)", Pattern.DOTALL);

  /** A literal that is a bare word, which Python's JMESPath takes for a string, and {@code az} with it. */
  private static final Pattern BARE_LITERAL =
      Pattern.compile("`(?!true`|false`|null`)([A-Za-z_][^`\"\\\\]*)`");

  private final JmespathExpression expression;

  private JmesPath(JmespathExpression expression) {
    this.expression = expression;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; the message has two more lines, which show the place
   */
  public static JmesPath parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the JMESPath expression is empty");
    }
    if (text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "the JMESPath expression has %d characters; %d are possible"
              .formatted(text.length(), LENGTH_MAX));
    }
    JmespathExpression expression = shallow(() -> parsed(text));
    Optional<ExpressionProblem> mistake = expression.lint().getProblems().stream()
        .filter(problem -> problem.severity == ExpressionProblem.Severity.ERROR)
        .findFirst();
    if (mistake.isPresent()) {
      ExpressionProblem problem = mistake.get();
      throw mistake(text, problem.line, problem.column, problem.message);
    }
    return new JmesPath(expression);
  }

  /** The library calls itself for each level, and has no state that an overflow of the stack could spoil. */
  private static <T> T shallow(Supplier<T> work) {
    try {
      return work.get();
    } catch (StackOverflowError tooDeep) {
      throw new IllegalArgumentException("the JMESPath expression is nested too deeply", tooDeep);
    }
  }

  private static JmespathExpression parsed(String text) {
    try {
      return JmespathExpression.parse(text);
    } catch (JmespathException strict) {
      try {
        return JmespathExpression.parse(BARE_LITERAL.matcher(text).replaceAll("`\"$1\"`"));
      } catch (JmespathException lenient) {
        throw syntax(text, strict);
      }
    }
  }

  private static IllegalArgumentException syntax(String text, JmespathException mistake) {
    String message = String.valueOf(mistake.getMessage());
    Matcher place = PLACE.matcher(message);
    return place.matches()
        ? mistake(
            text,
            Integer.parseInt(place.group(1)),
            Integer.parseInt(place.group(2)),
            place.group(3))
        : new IllegalArgumentException("not JMESPath: " + message);
  }

  private static IllegalArgumentException mistake(
      String text, int line, int column, String problem) {
    String[] lines = text.split("\n", -1);
    String shown = lines[Math.min(line, lines.length) - 1];
    int mark = Math.min(column - 1, shown.length());
    int from = Math.max(0, mark - SHOWN_AROUND);
    int to = Math.min(shown.length(), mark + SHOWN_AROUND);
    return new IllegalArgumentException("not JMESPath: %s\n  %s\n  %s^"
        .formatted(inOurWords(problem), shown.substring(from, to), " ".repeat(mark - from)));
  }

  /** The library lists every sign that may follow, of which there are many. */
  private static String inOurWords(String problem) {
    String words = problem
        .replaceFirst("^Expected \\[.*], but found EOF$", "something is missing at the end")
        .replaceFirst("^Expected \\[.*], but found (.*)$", "$1 cannot stand here")
        .replaceFirst("^Expected: '=', but found .*$", "equality is written ==")
        .replace("but found EOF", "but the expression ends")
        .replace("EOF", "the end");
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  /**
   * What the expression takes from {@code value}; JSON null if nothing is there.
   *
   * @throws IllegalArgumentException if a function is given a value of the wrong kind
   */
  public JsonValue search(JsonValue value) {
    try {
      return shallow(() -> expression.evaluate(value, JsonRuntime.INSTANCE));
    } catch (JmespathException wrongKind) {
      throw new IllegalArgumentException(
          "the expression does not fit the answer: " + wrongKind.getMessage(), wrongKind);
    }
  }
}
