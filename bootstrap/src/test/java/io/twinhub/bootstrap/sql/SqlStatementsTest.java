package io.twinhub.bootstrap.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a statement begins and ends. */
class SqlStatementsTest {
  private static List<String> of(boolean stream, String text) {
    SqlStatements statements = new SqlStatements(stream);
    List<SqlStatements.Statement> all = new ArrayList<>();
    text.lines().forEach(line -> all.addAll(statements.add(line)));
    statements.end().ifPresent(all::add);
    return all.stream()
        .map(each -> each.line() + ":" + each.text().replace("\n", "/"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      SELECT a;                       | 1:SELECT a
      SELECT a                        | 1:SELECT a
      SELECT a;SELECT b               | 1:SELECT a, 1:SELECT b
      SELECT a; ; ;SELECT b;          | 1:SELECT a, 1:SELECT b
      SELECT a/FROM devices/WHERE x;  | 1:SELECT a/FROM devices/WHERE x
      SELECT a/SELECT b               | 1:SELECT a, 2:SELECT b
      select a/  select b             | 1:select a, 2:select b
      SELECT a//FROM b                | 1:SELECT a, 3:FROM b
      SELECT a/.mode json/SELECT b    | 1:SELECT a, 2:.mode json, 3:SELECT b
      .method d m {"a";"b"}           | 1:.method d m {"a";"b"}
      SELECT 'a;b';SELECT ";"         | 1:SELECT 'a;b', 1:SELECT ";"
      SELECT 'a/;b'; SELECT c         | 1:SELECT 'a/;b', 2:SELECT c
      SELECT 'a\\';b'; SELECT c       | 1:SELECT 'a\\';b', 1:SELECT c
      SELECT/a;                       | 1:SELECT/a
      SELECTED/SELECT a               | 1:SELECTED, 2:SELECT a
      ;                               | ``
      """)
  void of_a_stream(String text, String statements) {
    assertThat(String.join(", ", of(true, text.replace("/", "\n")))).isEqualTo(statements);
  }

  @Test
  void on_a_terminal_a_query_goes_on_until_a_semicolon_or_an_empty_line() {
    SqlStatements statements = new SqlStatements(false);
    assertThat(statements.add("SELECT *")).isEmpty();
    assertThat(statements.isOpen()).isTrue();
    assertThat(statements.add("SELECT FROM devices")).isEmpty();
    assertThat(statements.add("WHERE x = 1;"))
        .containsExactly(
            new SqlStatements.Statement("SELECT *\nSELECT FROM devices\nWHERE x = 1", 1));
    assertThat(statements.isOpen()).isFalse();
    assertThat(statements.add("SELECT a")).isEmpty();
    assertThat(statements.add("")).containsExactly(new SqlStatements.Statement("SELECT a", 4));
    assertThat(statements.add("SELECT b")).isEmpty();
    statements.drop();
    assertThat(statements.isOpen()).isFalse();
    assertThat(statements.add(".help")).containsExactly(new SqlStatements.Statement(".help", 7));
  }
}
