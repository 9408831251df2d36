package io.twinhub.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** A rival behind JDBC: statements that load, a question for each question. */
record JdbcRival(
    String name,
    Connection connection,
    List<String> loading,
    String insert,
    List<String> indexing,
    Map<Question, String> questions)
    implements Rival {

  private static final int BATCH = 10_000;

  private static final String PLANT = "$.tags.location.plant";
  private static final String TYPE = "$.properties.reported.connectivity.type";
  private static final String BATTERY = "$.properties.reported.batteryLevel";
  private static final String VERSION = "$.properties.reported.firmware.version";

  /** DuckDB with the documents as JSON. */
  static JdbcRival duckJson() throws SQLException {
    String plant = "json_extract_string(json, '%s')".formatted(PLANT);
    String type = "json_extract_string(json, '%s')".formatted(TYPE);
    String battery = "CAST(json_extract(json, '%s') AS DOUBLE)".formatted(BATTERY);
    String version = "json_extract_string(json, '%s')".formatted(VERSION);
    return new JdbcRival(
        "DuckDB, JSON",
        DriverManager.getConnection("jdbc:duckdb:"),
        List.of(
            "SET threads = 2", "CREATE TABLE twins AS SELECT json FROM read_ndjson_objects('%s')"),
        "",
        List.of(),
        new Terms(plant, type, battery, version, "json", "json_extract_string(json, '$.deviceId')")
            .questions());
  }

  /** DuckDB with a column for each member, declared beforehand. */
  static JdbcRival duckStruct() throws SQLException {
    return new JdbcRival(
        "DuckDB, struct",
        DriverManager.getConnection("jdbc:duckdb:"),
        List.of("SET threads = 2", "CREATE TABLE twins AS SELECT * FROM read_ndjson_auto('%s')"),
        "",
        List.of(),
        new Terms(
                "tags.location.plant",
                "properties.reported.connectivity.type",
                "properties.reported.batteryLevel",
                "properties.reported.firmware.version",
                "deviceId, tags, to_json(properties)",
                "deviceId")
            .questions());
  }

  /** SQLite with an index on each expression, declared beforehand. */
  static JdbcRival sqlite() throws SQLException {
    String plant = "json_extract(doc, '%s')".formatted(PLANT);
    String type = "json_extract(doc, '%s')".formatted(TYPE);
    String battery = "json_extract(doc, '%s')".formatted(BATTERY);
    String version = "json_extract(doc, '%s')".formatted(VERSION);
    return new JdbcRival(
        "SQLite, expr. index",
        DriverManager.getConnection("jdbc:sqlite::memory:"),
        List.of(
            "PRAGMA cache_size = -262144", "CREATE TABLE twins (id TEXT PRIMARY KEY, doc TEXT)"),
        "INSERT INTO twins VALUES (json_extract(?1, '$.deviceId'), ?1)",
        List.of(
            "CREATE INDEX by_filter ON twins (%s, %s, id)".formatted(plant, type),
            "CREATE INDEX by_type ON twins (%s)".formatted(type),
            "CREATE INDEX by_battery ON twins (%s)".formatted(battery),
            "ANALYZE"),
        new Terms(plant, type, battery, version, "doc", "id").questions());
  }

  /** PostgreSQL, jsonb with an index on each expression, declared beforehand. */
  static JdbcRival postgres(String url) throws SQLException {
    String plant = "(doc #>> '{tags,location,plant}')";
    String type = "(doc #>> '{properties,reported,connectivity,type}')";
    String battery = "((doc #>> '{properties,reported,batteryLevel}')::int)";
    String version = "(doc #>> '{properties,reported,firmware,version}')";
    return new JdbcRival(
        "PostgreSQL, expr. index",
        DriverManager.getConnection(url),
        List.of("DROP TABLE IF EXISTS twins", "CREATE TABLE twins (id TEXT, doc JSONB)"),
        "INSERT INTO twins SELECT d ->> 'deviceId', d FROM (SELECT ?::jsonb AS d) one",
        List.of(
            "CREATE INDEX ON twins (%s, %s, id)".formatted(plant, type),
            "CREATE INDEX ON twins (%s)".formatted(type),
            "CREATE INDEX ON twins (%s)".formatted(battery),
            "VACUUM ANALYZE twins"),
        new Terms(plant, type, battery, version, "doc", "id").questions());
  }

  /** How a database spells what is asked for. */
  private record Terms(
      String plant, String type, String battery, String version, String shown, String id) {

    Map<Question, String> questions() {
      String filter =
          " FROM twins WHERE %s = 'Redmond43' AND %s = 'cellular'".formatted(plant, type);
      return Map.of(
          Question.COUNT,
          "SELECT count(*)" + filter,
          Question.PAGE,
          "SELECT " + shown + filter + " ORDER BY " + id + " LIMIT 100",
          Question.GROUPS,
          "SELECT %s AS t, count(*) FROM twins GROUP BY t".formatted(type),
          Question.RANGE,
          "SELECT count(*) FROM twins WHERE %s >= 20 AND %s < 40".formatted(battery, battery),
          Question.FIRST,
          "SELECT count(*) FROM twins WHERE %s = '1.3.0'".formatted(version));
    }
  }

  @Override
  public void load(Path lines) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : loading) {
        statement.execute(sql.replace("%s", lines.toString()));
      }
      if (!insert.isEmpty()) {
        connection.setAutoCommit(false);
        insertAll(lines);
        connection.commit();
        connection.setAutoCommit(true);
      }
      for (String sql : indexing) {
        statement.execute(sql);
      }
    }
  }

  private void insertAll(Path lines) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(insert);
        BufferedReader reader = Files.newBufferedReader(lines)) {
      int count = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        statement.setString(1, line);
        statement.addBatch();
        if (++count % BATCH == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String sql(Question question) {
    return questions.getOrDefault(question, "");
  }

  @Override
  public int ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int count = 0;
      while (rows.next()) {
        rows.getString(1);
        count++;
      }
      return count;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
