package io.twinhub.local.engine.messages;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.queue.FeedbackRecord;
import io.twinhub.domain.message.queue.MessageQueue;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MessageRow;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.Registrations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages and feedback that a journal kept, read at a hub's start. */
public final class StoredMessages {
  private static final Logger LOG = LoggerFactory.getLogger(StoredMessages.class);

  private final Map<String, List<QueuedMessage>> messages = new TreeMap<>();
  private final List<FeedbackRecord> feedback = new ArrayList<>();
  private final List<MessageRow> events = new ArrayList<>();
  private final List<Mailbox> mailboxes = new ArrayList<>();
  private long highest;

  private StoredMessages() {}

  /**
   * Loads what {@code journal} kept into {@code begun}, and makes twins show how many messages wait.
   *
   * @return the rows of events that wait for the event log, in their order
   * @throws IllegalStateException in words for the user, if the journal cannot be read
   */
  public static List<MessageRow> load(
      Journal journal, Registrations registrations, LocalMessages begun) {
    StoredMessages stored = new StoredMessages();
    journal.loadMessages(stored::add);
    stored.messages.forEach((queue, waiting) -> stored.restore(registrations, queue, waiting));
    begun.begin(stored);
    return stored.events;
  }

  private void add(MessageRow row) {
    highest = Math.max(highest, row.sequence());
    if (row.queue().equals(MessageRow.EVENTS)) {
      events.add(row);
    } else if (row.queue().equals(MessageDocument.FEEDBACK)) {
      feedback.add(MessageDocument.feedback(row));
    } else {
      messages
          .computeIfAbsent(row.queue(), queue -> new ArrayList<>())
          .add(MessageDocument.message(row));
    }
  }

  private void restore(Registrations registrations, String queue, List<QueuedMessage> waiting) {
    int slash = queue.indexOf('/');
    TwinAddress address = slash < 0
        ? TwinAddress.device(queue)
        : TwinAddress.module(queue.substring(0, slash), queue.substring(slash + 1));
    Optional<Registration> whose = registrations.find(address);
    if (whose.isEmpty()) {
      LOG.warn("{} messages wait for {}, which is not registered", waiting.size(), address);
      return;
    }
    Registration counting = whose.get().active();
    registrations.put(address, registrations.packed(counting, Optional.empty()).row());
    Mailbox mailbox = new Mailbox(address);
    mailbox.countIn(counting.activity());
    mailbox.begin(new MessageQueue(waiting));
    mailboxes.add(mailbox);
  }

  Collection<Mailbox> mailboxes() {
    return mailboxes;
  }

  List<FeedbackRecord> feedback() {
    return feedback;
  }

  /** The highest number of any message or feedback. */
  long highest() {
    return highest;
  }
}
