package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The durable state of one hub. One thread writes; loading happens before its first commit.
 *
 * <p>Rows that are put and removed gather in a batch until {@link #commit}. A journal may begin to write
 * them earlier, but nothing of the batch lasts until then.
 *
 * <p>The hub's reads never come here: it keeps everything in memory and loads once, at its start.
 */
public interface Journal extends AutoCloseable {

  /** Puts a row, replacing the one at its address. */
  void put(JournalRow row);

  /** Removes the row at this address. */
  void remove(TwinAddress address);

  /** Puts a message, replacing the one with its number. */
  void putMessage(MessageRow row);

  /** Removes the message with this number. */
  void removeMessage(long sequence);

  /** Drops the messages of {@code queue} whose numbers are {@code from} to {@code to}. */
  void removeMessages(String queue, long from, long to);

  /** Removes all messages, but not those that are put after this call. */
  void removeMessages();

  /** Puts what is about many devices, replacing the row of its kind and id. */
  void putFleet(FleetRow row);

  /** Removes the row of this kind and id. */
  void removeFleet(String kind, String id);

  /**
   * Makes the batch durable, all of it or nothing, and begins a new one. When this returns, the batch
   * survives a crash of the process and of the machine. An empty batch costs nothing.
   *
   * @throws IOException if that failed; nothing of the batch is kept then, on disk or in memory, and a
   *     later commit may succeed
   */
  void commit() throws IOException;

  /**
   * Like {@link #commit}, but may return before the batch is durable and go on in the background. Batches
   * become durable in order. After one fails, the later ones fail too, until {@link #rollBack}.
   *
   * @return completes when the batch is durable; fails with what {@link #commit} throws
   */
  default CompletableFuture<Void> commitLater() {
    try {
      commit();
      return CompletableFuture.completedFuture(null);
    } catch (IOException | RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** Forgets everything that was put and removed since the last successful commit. */
  void rollBack();

  /**
   * Parses everything that was committed and hands out each result once, in no particular order.
   *
   * @param parser parses the document at an address, on several threads at once; what it throws says what
   *     is wrong with the document
   * @param consumer called on this thread
   * @return the highest generation id that any identity ever had, deleted ones included; 0 if there was
   *     none
   * @throws IllegalStateException in words for the user, if the journal cannot be read or understood
   */
  <R> long load(BiFunction<TwinAddress, byte[], R> parser, Consumer<R> consumer);

  /**
   * Hands out all messages that were committed, in the order of their numbers.
   *
   * @param consumer gets each message; what it throws says what is wrong with the message
   * @throws IllegalStateException in words for the user, if they cannot be read or understood
   */
  void loadMessages(Consumer<MessageRow> consumer);

  /**
   * Hands out all rows about many devices that were committed, in the order of their kinds and ids.
   *
   * @param consumer gets each row; what it throws says what is wrong with the row
   * @throws IllegalStateException in words for the user, if they cannot be read or understood
   */
  void loadFleet(Consumer<FleetRow> consumer);

  /** Whether anything is kept beyond the life of the hub. */
  default boolean isLasting() {
    return true;
  }

  /** Where its snapshots are, if it keeps any. */
  default Optional<SnapshotFolder> snapshots() {
    return Optional.empty();
  }

  @Override
  void close();
}
