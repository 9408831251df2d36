package io.twinhub.local.engine.query;

import java.util.ArrayList;
import java.util.List;

/**
 * One case of {@code examples.txt}.
 *
 * @param title number and source
 * @param query the text
 * @param expected kind and data of the answer
 */
record Example(String title, String query, String expected) {

  /** The cases of the query-language reference, section 9. */
  static List<Example> all() {
    List<Example> examples = new ArrayList<>();
    String title = "";
    String query = "";
    for (String line : Resources.text("examples.txt").lines().toList()) {
      if (line.startsWith("# ")) {
        title = line.substring(2);
      } else if (line.startsWith("?")) {
        query = line.substring(1).strip();
      } else if (!line.isBlank()) {
        examples.add(new Example(title, query, line));
      }
    }
    return examples;
  }

  @Override
  public String toString() {
    return title + " " + query;
  }
}
