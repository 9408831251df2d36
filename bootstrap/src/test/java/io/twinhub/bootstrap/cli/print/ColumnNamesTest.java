package io.twinhub.bootstrap.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of columns where rows lack members. */
class ColumnNamesTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      []                                             | ''
      [{}]                                           | ''
      [{'a': 1, 'b': 2}]                             | a b
      [{'devices': 55}, {'type': 1, 'devices': 2}]   | type devices
      [{'a': 1, 'c': 2}, {'a': 1, 'b': 2, 'c': 3}]   | a b c
      [{'b': 1}, {'a': 1, 'b': 2, 'c': 3, 'd': 4}]   | a b c d
      [{'a': 1}, {'b': 2}]                           | a b
      [{'a': 1, 'b': 2}, {'b': 2, 'a': 1, 'c': 3}]   | a b c
      [{'c': 1}, {'b': 1, 'c': 2}, {'a': 1, 'b': 2}] | a b c
      """)
  void a_column_stands_where_the_rows_that_have_it_say(String rows, String columns) {
    List<JsonObject> objects = JsonText.parseArray(rows.replace('\'', '"')).elements().stream()
        .map(JsonObject.class::cast)
        .toList();
    assertThat(String.join(" ", ColumnNames.of(objects))).isEqualTo(columns);
  }
}
