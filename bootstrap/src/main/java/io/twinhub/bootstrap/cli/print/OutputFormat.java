package io.twinhub.bootstrap.cli.print;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import java.util.List;
import java.util.stream.Collectors;

/** How an answer is printed, with the names of {@code az}; {@code value} is our own. */
public enum OutputFormat {
  /** As JSON, for programs and for people. */
  JSON {
    @Override
    public String render(JsonValue value) {
      return JsonWriter.pretty(value);
    }
  },
  /** As JSON, in colours if it goes to a terminal that shows them. */
  JSONC {
    @Override
    public String render(JsonValue value) {
      String json = JsonWriter.pretty(value);
      return Screen.ofProcess().colours() ? ColouredJson.of(json) : json;
    }
  },
  /** As a table: one row for each object, one column for each member; as wide as the terminal at most. */
  TABLE {
    @Override
    public String render(JsonValue value) {
      return TextTable.of(rows(value), Screen.ofProcess().columns());
    }
  },
  /** Values with tabs between them, one row per line, for programs such as {@code cut}. */
  TSV {
    @Override
    public String render(JsonValue value) {
      return TabbedText.of(value);
    }
  },
  /** As YAML. */
  YAML {
    @Override
    public String render(JsonValue value) {
      return YamlWriter.text(value);
    }
  },
  /** As YAML; {@code az} colours it. */
  YAMLC {
    @Override
    public String render(JsonValue value) {
      return YamlWriter.text(value);
    }
  },
  /** Not at all; the exit code says whether it was done. */
  NONE {
    @Override
    public String render(JsonValue value) {
      return "";
    }
  },
  /**
   * For shells: an answer or a row with one member is printed as bare text, one row per line; everything else
   * is printed as JSON.
   */
  VALUE {
    @Override
    public String render(JsonValue value) {
      List<JsonObject> rows = rows(value);
      return rows.stream().allMatch(row -> row.size() == 1)
          ? rows.stream().map(OutputFormat::only).collect(Collectors.joining("\n"))
          : JsonWriter.pretty(value);
    }
  };

  /** The text to print, without a newline at its end. */
  public abstract String render(JsonValue value);

  private static String only(JsonObject row) {
    return bare(row.find(row.names().get(0)).orElse(row));
  }

  /** A value without quotes. */
  static String bare(JsonValue value) {
    return value instanceof JsonString text ? text.value() : value.toString();
  }

  private static List<JsonObject> rows(JsonValue value) {
    return value instanceof JsonArray array
        ? array.elements().stream().map(OutputFormat::row).toList()
        : List.of(row(value));
  }

  /** A list of values, as JMESPath takes it from rows, has numbered columns, as with {@code az}. */
  private static JsonObject row(JsonValue value) {
    if (value instanceof JsonObject row) {
      return row;
    }
    if (value instanceof JsonArray values) {
      JsonObject.Builder row = JsonObject.builder();
      for (int i = 0; i < values.elements().size(); i++) {
        row.put("Column" + (i + 1), values.elements().get(i));
      }
      return row.build();
    }
    return JsonObject.of("value", value);
  }
}
