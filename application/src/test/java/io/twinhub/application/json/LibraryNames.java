package io.twinhub.application.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What a text for users never holds: names of libraries, their classes and switches, and Java's packages. */
public final class LibraryNames {
  private static final Pattern NAMES =
      Pattern.compile("(?i)jackson|fasterxml|streamread|feature|netty|qpid"
          + "|proton|gson|nimbus|snakeyaml|picocli|\\[?SQLITE_|vfs layer|btree"
          + "|\\b(?:java|javax|org|com|io)\\.[a-z]+\\.|exception|\\(code \\d+|`");

  private LibraryNames() {}

  /** Fails if {@code text} holds one. */
  public static void assertNoneIn(String text) {
    assertThat(text).doesNotContainPattern(NAMES);
  }
}
