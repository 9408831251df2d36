package io.twinhub.local.engine.journal;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * The durable truth of one hub. One thread commits; loading happens before its first commit.
 *
 * <p>Reads of the hub never come here: it keeps everything in memory and asks once, at its start.
 */
public interface Journal extends AutoCloseable {

  /**
   * Makes a batch durable, all of it or nothing. When this returns, the batch survives the death of the
   * process and of the machine.
   *
   * @throws IOException if it could not; nothing of the batch is kept then, and a later commit may
   *     succeed
   */
  void commit(JournalBatch batch) throws IOException;

  /**
   * Hands out everything that was committed, once each, in no particular order.
   *
   * @return the highest generation id of any identity there ever was, deleted ones included; 0 if there
   *     was none
   * @throws IllegalStateException in words for the user, if it cannot be read or understood
   */
  long load(Consumer<StoredTwin> consumer);

  @Override
  void close();
}
