package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The durable truth of one hub. One thread writes; loading happens before its first commit.
 *
 * <p>What is put and removed gathers in a batch until it is committed. A journal may begin to write it
 * before that, but keeps nothing of it until then.
 *
 * <p>Reads of the hub never come here: it keeps everything in memory and asks once, at its start.
 */
public interface Journal extends AutoCloseable {

  /** What is there after the commit, in place of what was there before. */
  void put(JournalRow row);

  /** What is not there after the commit. */
  void remove(TwinAddress address);

  /** A message that is there after the commit, in place of one of its number. */
  void putMessage(MessageRow row);

  /** A message that is not there after the commit. */
  void removeMessage(long sequence);

  /** No message is there after the commit, but those that are put after this call. */
  void removeMessages();

  /**
   * Makes the batch durable, all of it or nothing, and begins a new one. When this returns, the batch
   * survives the death of the process and of the machine. An empty batch costs nothing.
   *
   * @throws IOException if it could not; nothing of the batch is kept or remembered then, and a later
   *     commit may succeed
   */
  void commit() throws IOException;

  /**
   * As {@link #commit}, but it may return before the batch is durable, and go on by itself. Batches become
   * durable in order. When one could not, those behind it fail too, until {@link #rollBack}.
   *
   * @return done when the batch is durable; failed with what {@link #commit} throws
   */
  default CompletableFuture<Void> commitLater() {
    try {
      commit();
      return CompletableFuture.completedFuture(null);
    } catch (IOException | RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** Forgets what is not durable: what was put and removed since the last commit that succeeded. */
  void rollBack();

  /**
   * Hands out what {@code parser} makes of everything that was committed, once each, in no particular
   * order.
   *
   * @param parser makes something of an address and its document; on several threads at once. What it
   *     throws says what is wrong with the document
   * @param consumer called on this thread
   * @return the highest generation id of any identity there ever was, deleted ones included; 0 if there
   *     was none
   * @throws IllegalStateException in words for the user, if it cannot be read or understood
   */
  <R> long load(BiFunction<TwinAddress, byte[], R> parser, Consumer<R> consumer);

  /**
   * Hands out all messages that were committed, in the order of their numbers.
   *
   * @param consumer what it throws says what is wrong with the message
   * @throws IllegalStateException in words for the user, if they cannot be read or understood
   */
  void loadMessages(Consumer<MessageRow> consumer);

  /** Whether anything is kept beyond the life of the hub. */
  default boolean isLasting() {
    return true;
  }

  /** Where its snapshots are, if it has such a place. */
  default Optional<SnapshotFolder> snapshots() {
    return Optional.empty();
  }

  @Override
  void close();
}
