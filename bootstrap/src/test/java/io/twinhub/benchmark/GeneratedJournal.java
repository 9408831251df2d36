package io.twinhub.benchmark;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.journal.FleetRow;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.JournalRow;
import io.twinhub.local.engine.journal.MessageRow;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Holds a large fleet that nobody wrote; forgets what is written. */
record GeneratedJournal(int twins) implements Journal {
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
    for (int i = 0; i < twins; i++) {
      JournalRow row = LargeFleet.row(i);
      consumer.accept(parser.apply(row.address(), row.document().get()));
    }
    return 0;
  }

  @Override
  public void close() {}
}
