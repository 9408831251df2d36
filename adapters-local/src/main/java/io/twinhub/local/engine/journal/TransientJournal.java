package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The journal of a hub that keeps nothing after it is closed: everything is in its memory, so there is
 * nothing to write.
 */
public final class TransientJournal implements Journal {

  @Override
  public void put(JournalRow row) {}

  @Override
  public void remove(TwinAddress address) {}

  @Override
  public void putMessage(MessageRow row) {}

  @Override
  public void removeMessage(long sequence) {}

  @Override
  public void removeMessages(String queue, long from, long to) {}

  @Override
  public void removeMessages() {}

  @Override
  public void putFleet(FleetRow row) {}

  @Override
  public void removeFleet(String kind, String id) {}

  @Override
  public void loadFleet(Consumer<FleetRow> consumer) {}

  @Override
  public void loadMessages(Consumer<MessageRow> consumer) {}

  @Override
  public void commit() {}

  @Override
  public void rollBack() {}

  @Override
  public <R> long load(BiFunction<TwinAddress, byte[], R> parser, Consumer<R> consumer) {
    return 0;
  }

  @Override
  public boolean isLasting() {
    return false;
  }

  @Override
  public void close() {}
}
