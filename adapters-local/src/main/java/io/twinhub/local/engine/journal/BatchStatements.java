package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The statements that write a batch. They cannot be used after an error, since the driver closes a
 * statement that failed.
 */
final class BatchStatements implements AutoCloseable {
  /*
   * Transactions are begun and ended in SQL. The driver does not notice when SQLite rolls back by itself,
   * as it does on a full disk; with the driver's own transactions, the next batch would be committed row by
   * row.
   */
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement put;
  private final PreparedStatement remove;
  private final PreparedStatement putMessage;
  private final PreparedStatement removeMessage;
  private final PreparedStatement removeQueue;
  private final PreparedStatement removeMessages;
  private final PreparedStatement putFleet;
  private final PreparedStatement removeFleet;
  private final PreparedStatement note;
  private int waiting;
  private int waitingMessages;
  private int waitingFleet;

  BatchStatements(Connection connection) throws SQLException {
    this.begin = connection.prepareStatement("BEGIN IMMEDIATE");
    this.commit = connection.prepareStatement("COMMIT");
    this.put =
        connection.prepareStatement("INSERT INTO registrations (address, document) VALUES (?1, ?2)"
            + " ON CONFLICT (address) DO UPDATE SET document = excluded.document");
    this.remove = connection.prepareStatement("DELETE FROM registrations WHERE address = ?1");
    this.putMessage = connection.prepareStatement(
        "INSERT INTO messages (sequence, queue, document) VALUES (?1, ?2, ?3)"
            + " ON CONFLICT (sequence) DO UPDATE SET document = excluded.document");
    this.removeMessage = connection.prepareStatement("DELETE FROM messages WHERE sequence = ?1");
    this.removeQueue = connection.prepareStatement(
        "DELETE FROM messages WHERE sequence BETWEEN ?1 AND ?2 AND queue = ?3");
    this.removeMessages = connection.prepareStatement("DELETE FROM messages");
    this.putFleet =
        connection.prepareStatement("INSERT INTO fleet (kind, id, document) VALUES (?1, ?2, ?3)"
            + " ON CONFLICT (kind, id) DO UPDATE SET document = excluded.document");
    this.removeFleet = connection.prepareStatement("DELETE FROM fleet WHERE kind = ?1 AND id = ?2");
    this.note =
        connection.prepareStatement("INSERT INTO hub (name, value) VALUES ('last_generation', ?1)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  }

  void begin() throws SQLException {
    begin.execute();
  }

  void commit() throws SQLException {
    write();
    commit.execute();
  }

  /** Adds a row to those that {@link #write} puts. */
  void put(TwinAddress address, byte[] document) throws SQLException {
    put.setString(1, address.toString());
    put.setBytes(2, document);
    put.addBatch();
    waiting++;
  }

  /** Puts the rows that were added; for many at once the driver takes half as long. */
  void write() throws SQLException {
    if (waiting > 0) {
      waiting = 0;
      put.executeBatch();
    }
    if (waitingMessages > 0) {
      waitingMessages = 0;
      putMessage.executeBatch();
    }
    if (waitingFleet > 0) {
      waitingFleet = 0;
      putFleet.executeBatch();
    }
  }

  void remove(TwinAddress address) throws SQLException {
    write();
    remove.setString(1, address.toString());
    remove.executeUpdate();
  }

  /** Adds a row to those that {@link #write} puts. */
  void putMessage(MessageRow row) throws SQLException {
    putMessage.setLong(1, row.sequence());
    putMessage.setString(2, row.queue());
    putMessage.setBytes(3, row.document().toArray());
    putMessage.addBatch();
    waitingMessages++;
  }

  void removeMessage(long sequence) throws SQLException {
    write();
    removeMessage.setLong(1, sequence);
    removeMessage.executeUpdate();
  }

  void removeMessages(String queue, long from, long to) throws SQLException {
    write();
    removeQueue.setLong(1, from);
    removeQueue.setLong(2, to);
    removeQueue.setString(3, queue);
    removeQueue.executeUpdate();
  }

  void removeMessages() throws SQLException {
    write();
    removeMessages.executeUpdate();
  }

  /** Adds a row to those that {@link #write} puts. */
  void putFleet(FleetRow row) throws SQLException {
    putFleet.setString(1, row.kind());
    putFleet.setString(2, row.id());
    putFleet.setBytes(3, row.document().toArray());
    putFleet.addBatch();
    waitingFleet++;
  }

  void removeFleet(String kind, String id) throws SQLException {
    write();
    removeFleet.setString(1, kind);
    removeFleet.setString(2, id);
    removeFleet.executeUpdate();
  }

  void noteLastGeneration(long generation) throws SQLException {
    note.setLong(1, generation);
    note.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    begin.close();
    commit.close();
    put.close();
    remove.close();
    putMessage.close();
    removeMessage.close();
    removeQueue.close();
    removeMessages.close();
    putFleet.close();
    removeFleet.close();
    note.close();
  }
}
