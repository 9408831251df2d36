package io.twinhub.local.engine.journal;

import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.local.engine.events.EventDocument;
import io.twinhub.local.engine.events.EventStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of a hub in a file of SQLite beside its twins: a table for each partition, in the order of the numbers. */
public final class SqliteEvents implements EventStore {
  /** The name of the file in a data folder. */
  public static final String FILE_NAME = "events.db";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteEvents.class);

  private final SqliteFile file;
  private final int partitions;
  private final Connection writing;
  private final Connection reading;

  private SqliteEvents(SqliteFile file, int partitions) {
    this.file = file;
    this.partitions = partitions;
    this.writing = file.open();
    try {
      this.reading = file.beside();
    } catch (SQLException failure) {
      throw file.damaged(failure);
    }
  }

  /**
   * Opens a file, or makes it.
   *
   * @throws IllegalStateException in words for the user, if it cannot be used, or has another number of
   *     partitions
   */
  public static SqliteEvents open(Path path, int partitions) {
    SqliteEvents events =
        new SqliteEvents(new SqliteFile(path, Schema.EVENTS, "remove the file"), partitions);
    try {
      events.requirePartitions(path);
      return events;
    } catch (SQLException failure) {
      events.close();
      throw events.file.damaged(failure);
    } catch (IllegalStateException problem) {
      events.close();
      throw problem;
    }
  }

  private void requirePartitions(Path path) throws SQLException {
    int present = count();
    if (present != 0 && present != partitions) {
      throw new IllegalStateException(
          "%s has %d partitions, which cannot be changed; start with --partitions %d, or remove the file and its events"
              .formatted(path, present, present));
    }
    if (present == 0) {
      makePartitions();
    }
  }

  private int count() throws SQLException {
    try (Statement statement = writing.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM partitions")) {
      return row.getInt(1);
    }
  }

  private void makePartitions() throws SQLException {
    try (Statement statement = writing.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (int partition = 0; partition < partitions; partition++) {
        statement.execute(
            "CREATE TABLE events_%d (sequence INTEGER NOT NULL PRIMARY KEY, position INTEGER NOT NULL,"
                    .formatted(partition)
                + " enqueued_millis INTEGER NOT NULL, document TEXT NOT NULL, body BLOB NOT NULL)");
        statement.execute("INSERT INTO partitions VALUES (%d, 0, -1, -1, 0)".formatted(partition));
      }
      statement.execute("COMMIT");
    }
  }

  @Override
  public List<PartitionState> load() {
    List<PartitionState> states = new ArrayList<>();
    try (Statement statement = reading.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM partitions ORDER BY partition")) {
      while (row.next()) {
        states.add(new PartitionState(
            row.getLong("first_sequence"),
            row.getLong("last_sequence"),
            row.getLong("last_position"),
            Instant.ofEpochMilli(row.getLong("last_enqueued_millis"))));
      }
    } catch (SQLException failure) {
      throw file.damaged(failure);
    }
    return states;
  }

  @Override
  public long moved() {
    try (Statement statement = reading.createStatement();
        ResultSet row = statement.executeQuery("SELECT value FROM hub WHERE name = 'last_moved'")) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException failure) {
      throw file.damaged(failure);
    }
  }

  @Override
  public void write(List<NewEvent> events, long moved) throws IOException {
    change(statement -> {
      if (moved > 0) {
        statement.execute("INSERT OR REPLACE INTO hub VALUES ('last_moved', %d)".formatted(moved));
      }
      int from = 0;
      for (int partition = 0; partition < partitions; partition++) {
        int to = from;
        while (to < events.size() && events.get(to).event().partition() == partition) {
          to++;
        }
        if (to > from) {
          insert(partition, events.subList(from, to));
        }
        from = to;
      }
    });
  }

  private void insert(int partition, List<NewEvent> events) throws SQLException {
    try (PreparedStatement insert = writing.prepareStatement(
        "INSERT INTO events_%d VALUES (?1, ?2, ?3, ?4, ?5)".formatted(partition))) {
      for (NewEvent one : events) {
        HubEvent event = one.event();
        insert.setLong(1, event.sequence());
        insert.setLong(2, event.offset());
        insert.setLong(3, event.enqueued().toEpochMilli());
        insert.setString(4, one.document());
        insert.setBytes(5, event.message().body().toArray());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    HubEvent last = events.get(events.size() - 1).event();
    try (PreparedStatement note = writing.prepareStatement(
        "UPDATE partitions SET last_sequence = ?1, last_position = ?2, last_enqueued_millis = ?3"
            + " WHERE partition = ?4")) {
      note.setLong(1, last.sequence());
      note.setLong(2, last.offset());
      note.setLong(3, last.enqueued().toEpochMilli());
      note.setInt(4, partition);
      note.executeUpdate();
    }
  }

  @Override
  public void trim(int partition, long first) throws IOException {
    change(statement -> {
      statement.execute("DELETE FROM events_%d WHERE sequence < %d".formatted(partition, first));
      statement.execute("UPDATE partitions SET first_sequence = %d WHERE partition = %d"
          .formatted(first, partition));
    });
  }

  /** What is done in one transaction. */
  private interface Change {
    void run(Statement statement) throws SQLException;
  }

  private void change(Change change) throws IOException {
    try (Statement statement = writing.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      change.run(statement);
      statement.execute("COMMIT");
    } catch (SQLException | RuntimeException failure) {
      throw Overwriting.takenBack(failure, writing);
    }
  }

  @Override
  public List<HubEvent> read(int partition, long from, int max) throws IOException {
    List<HubEvent> events = new ArrayList<>();
    synchronized (reading) {
      try (Statement statement = reading.createStatement();
          ResultSet row = statement.executeQuery(
              "SELECT * FROM events_%d WHERE sequence >= %d ORDER BY sequence LIMIT %d"
                  .formatted(partition, from, max))) {
        while (row.next()) {
          String document = row.getString("document");
          events.add(new HubEvent(
              partition,
              row.getLong("sequence"),
              row.getLong("position"),
              Instant.ofEpochMilli(row.getLong("enqueued_millis")),
              EventDocument.origin(document),
              EventDocument.message(document, row.getBytes("body"))));
        }
      } catch (SQLException failure) {
        throw new IOException(StoreWords.of(failure), failure);
      }
    }
    return events;
  }

  @Override
  public void close() {
    for (Connection connection : List.of(writing, reading)) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.warn("the file of events could not be closed", e);
      }
    }
  }
}
