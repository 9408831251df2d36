package io.twinhub.domain.configuration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which twins a configuration is for. It is a condition of the query language: {@code tags.plant = 'x'}, for
 * modules behind {@code FROM devices.modules WHERE}; {@code *} stands for all devices, and nothing for none.
 *
 * @param text the condition as the client wrote it
 */
public record TargetCondition(String text) {
  private static final Pattern OF_MODULES = Pattern.compile(
      "\\s*from\\s+devices\\.modules(?:\\s+where\\s+(.*))?\\s*",
      Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** The longest condition, in characters. Source: the limit on query expressions. */
  public static final int LENGTH_MAX = 8192;

  /** Whether it is about modules. */
  public boolean ofModules() {
    return OF_MODULES.matcher(text).matches();
  }

  /** Whether it holds for no twin. */
  public boolean isNone() {
    return text.isBlank();
  }

  /** Whether it holds for all twins of its kind. */
  public boolean isAll() {
    return expression().isEmpty() && !isNone();
  }

  /** The expression to evaluate; empty if there is none. */
  public String expression() {
    Matcher modules = OF_MODULES.matcher(text);
    if (modules.matches()) {
      return modules.group(1) == null ? "" : modules.group(1).strip();
    }
    return text.strip().equals("*") ? "" : text.strip();
  }

  /** A query for the ids of all twins for which it holds; empty if it holds for none. */
  public String query() {
    if (isNone()) {
      return "";
    }
    String where = expression().isEmpty() ? "" : " where " + expression();
    return ofModules()
        ? "select deviceId, moduleId from devices.modules" + where
        : "select deviceId from devices" + where;
  }
}
