package io.twinhub.local.engine.writer;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MessageRow;
import java.util.List;
import java.util.Optional;

/** Events that are committed together with the changes that they tell of. Used by the writer's thread only. */
public interface ChangeEvents {
  /** No events. */
  ChangeEvents NONE = new ChangeEvents() {
    @Override
    public Optional<Event> of(TwinChange change) {
      return Optional.empty();
    }

    @Override
    public void forget(Journal journal) {}
  };

  /** The event that tells of a change; nothing if nobody wants it. */
  Optional<Event> of(TwinChange change);

  /** Removes rows of events that are not needed any more, with the batch that the journal gathers. */
  void forget(Journal journal);

  /** Whether so many events wait that no more changes should be made. */
  default boolean isBusy() {
    return false;
  }

  /**
   * An event.
   *
   * @param rows what the journal must keep until the event is in the log
   * @param committed to be called once the change is committed and visible
   */
  record Event(List<MessageRow> rows, Runnable committed) {}
}
