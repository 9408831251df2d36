package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.journal.FleetRow;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.JournalRow;
import io.twinhub.local.engine.journal.MessageRow;
import java.io.IOException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Does what another journal does; tests change a part of it. */
abstract class ForwardingJournal implements Journal {
  private final Journal journal;

  ForwardingJournal(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void put(JournalRow row) {
    journal.put(row);
  }

  @Override
  public void remove(TwinAddress address) {
    journal.remove(address);
  }

  @Override
  public void putMessage(MessageRow row) {
    journal.putMessage(row);
  }

  @Override
  public void removeMessage(long sequence) {
    journal.removeMessage(sequence);
  }

  @Override
  public void removeMessages(String queue, long from, long to) {
    journal.removeMessages(queue, from, to);
  }

  @Override
  public void removeMessages() {
    journal.removeMessages();
  }

  @Override
  public void putFleet(FleetRow row) {
    journal.putFleet(row);
  }

  @Override
  public void removeFleet(String kind, String id) {
    journal.removeFleet(kind, id);
  }

  @Override
  public void loadFleet(Consumer<FleetRow> consumer) {
    journal.loadFleet(consumer);
  }

  @Override
  public void loadMessages(Consumer<MessageRow> consumer) {
    journal.loadMessages(consumer);
  }

  @Override
  public void commit() throws IOException {
    journal.commit();
  }

  @Override
  public void rollBack() {
    journal.rollBack();
  }

  @Override
  public <R> long load(BiFunction<TwinAddress, byte[], R> parser, Consumer<R> consumer) {
    return journal.load(parser, consumer);
  }

  @Override
  public void close() {
    journal.close();
  }
}
