package io.twinhub.benchmark;

import java.nio.file.Path;
import java.sql.SQLException;

/** A database with the same documents, asked the same questions. */
interface Rival extends AutoCloseable {

  /** What it is, and how its documents stand in it. */
  String name();

  /** Takes the documents, one JSON text a line. */
  void load(Path lines) throws SQLException;

  /** The question in its language; empty if it is not asked. */
  String sql(Question question);

  /** Asks and reads all rows of the answer; how many there were. */
  int ask(String sql) throws SQLException;

  @Override
  void close() throws SQLException;
}
