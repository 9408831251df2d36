package io.twinhub.local.engine.query.check;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.SelectItem;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of a row's members: the alias; else the last name of the path, a root field as documents spell
 * it; else {@code $1}, {@code $2} for aggregates without alias. Source: query-language reference, section 6.
 */
public final class ColumnNames {

  private ColumnNames() {}

  /** The names, in the order of {@code items}. */
  public static List<String> of(From from, List<SelectItem> items) {
    Namer namer = new Namer(from);
    List<String> names = new ArrayList<>();
    for (SelectItem item : items) {
      names.add(item.alias().isPresent() ? item.alias().get() : item.accept(namer));
    }
    return names;
  }

  /** Names items without alias, counting the aggregates. */
  private static final class Namer implements SelectItem.Visitor<String> {
    private final From from;
    private int aggregates;

    Namer(From from) {
      this.from = from;
    }

    @Override
    public String column(SelectItem.Column column) {
      JsonPath path = RootFields.canonical(from, column.path());
      return path.segments().get(path.segments().size() - 1);
    }

    @Override
    public String aggregate(SelectItem.Aggregate aggregate) {
      aggregates++;
      return "$" + aggregates;
    }
  }
}
