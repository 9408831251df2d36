package io.twinhub.local.engine.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The schema of a hub's file. Each version is a step from the one before, never changed once it is
 * released; a file of an older version is migrated in one transaction.
 *
 * @param steps what each version adds, as SQL
 */
record Schema(List<List<String>> steps) {
  /** Marks the file as ours, so that no other program's file is taken for one: "twin" in ASCII. */
  static final int APPLICATION_ID = 0x7477696e;

  /** The schema that this program writes; its first step leads from an empty file to version 1. */
  static final Schema CURRENT = new Schema(List.of(
      List.of(
          "CREATE TABLE registrations (address TEXT NOT NULL PRIMARY KEY, document BLOB NOT NULL)",
          "CREATE TABLE hub (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL)",
          """
      CREATE VIEW documents (device_id, module_id, document) AS
      SELECT CASE instr(address, '/') WHEN 0 THEN address
               ELSE substr(address, 1, instr(address, '/') - 1) END,
             CASE instr(address, '/') WHEN 0 THEN NULL
               ELSE substr(address, instr(address, '/') + 1) END,
             json_remove(CAST(document AS TEXT),
               '$.identity.authentication.primaryKey', '$.identity.authentication.secondaryKey')
      FROM registrations""",
          """
      CREATE VIEW twins (device_id, module_id, etag, version, tags, desired, reported) AS
      SELECT device_id, module_id,
             json_extract(document, '$.etag'), json_extract(document, '$.version'),
             json_extract(document, '$.tags'), json_extract(document, '$.desired.values'),
             json_extract(document, '$.reported.values')
      FROM documents""",
          """
      CREATE VIEW identities
        (device_id, module_id, etag, generation_id, authentication, status, last_activity_time) AS
      SELECT device_id, module_id,
             json_extract(document, '$.identity.etag'),
             json_extract(document, '$.identity.generationId'),
             json_extract(document, '$.identity.authentication.type'),
             json_extract(document, '$.identity.status'),
             json_extract(document, '$.connection.lastActivityTime')
      FROM documents"""),
      // Metadata in documents may omit names; older documents are still read.
      List.of(),
      // Identities may have attributes and further members of their authentication.
      List.of(),
      List.of("""
      CREATE TABLE messages
        (sequence INTEGER NOT NULL PRIMARY KEY, queue TEXT NOT NULL, document BLOB NOT NULL)"""),
      List.of("""
      CREATE TABLE fleet
        (kind TEXT NOT NULL, id TEXT NOT NULL, document BLOB NOT NULL, PRIMARY KEY (kind, id))
      WITHOUT ROWID""")));

  /** The file of events: steps, the first from nothing to version 1. */
  static final Schema EVENTS = new Schema(List.of(
      List.of("CREATE TABLE hub (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL)", """
      CREATE TABLE partitions
        (partition INTEGER NOT NULL PRIMARY KEY, first_sequence INTEGER NOT NULL,
         last_sequence INTEGER NOT NULL, last_position INTEGER NOT NULL,
         last_enqueued_millis INTEGER NOT NULL)""")));

  /** The oldest version whose tables can be read without a migration. */
  static final int READ_FROM = 1;

  /** The version after the last step. */
  int version() {
    return steps.size();
  }

  /** Migrates a file from {@code version}, in one transaction. */
  void migrate(Connection connection, int version) throws SQLException {
    if (version == version()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (List<String> step : steps.subList(version, version())) {
        for (String sql : step) {
          statement.execute(sql);
        }
      }
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      statement.execute("PRAGMA user_version = " + version());
      statement.execute("COMMIT");
    }
  }
}
