package io.twinhub.local.engine.query.ast;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The collections that a query can range over. Source: query-language reference, section 2. */
public enum From {
  /** Device twins. */
  DEVICES("devices"),
  /** Module twins, all modules of all devices. */
  MODULES("devices.modules"),
  /** The state of each job on each device. */
  JOBS("devices.jobs"),
  /** Events, which routes choose by conditions; no query can name them. */
  EVENTS("");

  private final String spelling;

  From(String spelling) {
    this.spelling = spelling;
  }

  /** The name as the FROM clause spells it. */
  public String spelling() {
    return spelling;
  }

  /** The collection with this name, ignoring case. */
  public static Optional<From> named(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(from -> from != EVENTS && from.spelling.equals(wanted))
        .findFirst();
  }
}
