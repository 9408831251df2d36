package io.twinhub.local.engine.journal;

/** The journal that lives as long as its object. */
class MemoryJournalTest extends JournalContract {
  private final MemoryJournal journal = new MemoryJournal();

  @Override
  Journal reopened() {
    journal.close();
    return journal;
  }
}
