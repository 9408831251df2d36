package io.twinhub.bootstrap.cli.print;

import io.twinhub.domain.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns of rows some of which lack members. */
public final class ColumnNames {
  private ColumnNames() {}

  /**
   * The names of the members of all rows. The order is that of the rows: a member that the first rows lack
   * stands before the one that follows it where it occurs, and at the end if none follows.
   */
  public static List<String> of(List<JsonObject> rows) {
    List<String> columns = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (JsonObject row : rows) {
      if (known.addAll(row.names())) {
        insert(List.copyOf(row.names()), columns);
      }
    }
    return columns;
  }

  private static void insert(List<String> names, List<String> columns) {
    int before = columns.size();
    for (int i = names.size() - 1; i >= 0; i--) {
      int found = columns.indexOf(names.get(i));
      if (found < 0) {
        columns.add(before, names.get(i));
      } else {
        before = found;
      }
    }
  }
}
