package io.twinhub.local.engine.hub;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.message.queue.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the documents say of the queue of one device, as simply as it can be said: a list that is looked
 * through from its beginning.
 */
final class MessageModel {
  private final List<Entry> entries = new ArrayList<>();

  /** What senders were told, in order: the id of a message and its end. */
  final List<String> told = new ArrayList<>();

  private static final class Entry {
    final String id;
    final Instant expires;
    int abandoned;
    Optional<String> token = Optional.empty();
    Instant until = Instant.EPOCH;

    Entry(String id, Instant expires) {
      this.id = id;
      this.expires = expires;
    }
  }

  private void end(Entry entry, String status) {
    entries.remove(entry);
    told.add(entry.id + " " + status);
  }

  /** Time has come to {@code now}. */
  void at(Instant now) {
    for (Entry entry : List.copyOf(entries)) {
      if (entry.token.isPresent() && !entry.until.isAfter(now)) {
        entry.token = Optional.empty();
      }
      if (entry.token.isEmpty() && !entry.expires.isAfter(now)) {
        end(entry, "EXPIRED");
      }
    }
  }

  /** The refusal of a message, if it is refused. */
  Optional<ErrorCode> send(String id, Instant expires, Instant now) {
    at(now);
    if (entries.size() == 50) {
      return Optional.of(ErrorCode.DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED);
    }
    entries.add(new Entry(id, expires));
    at(now);
    return Optional.empty();
  }

  /** Which message is handed out, and how often it was abandoned. */
  Optional<String> receive(String token, Duration lock, Instant now) {
    at(now);
    for (Entry entry : entries) {
      if (entry.token.isEmpty()) {
        entry.token = Optional.of(token);
        entry.until = now.plus(lock);
        return Optional.of(entry.id + " " + entry.abandoned);
      }
    }
    return Optional.empty();
  }

  /** Which message would be handed out. */
  boolean hasWaiting(Instant now) {
    at(now);
    return entries.stream().anyMatch(entry -> entry.token.isEmpty());
  }

  Optional<ErrorCode> settle(String token, Settlement settlement, Instant now) {
    at(now);
    for (Entry entry : entries) {
      if (entry.token.equals(Optional.of(token))) {
        entry.token = Optional.empty();
        switch (settlement) {
          case COMPLETE -> end(entry, "SUCCESS");
          case REJECT -> end(entry, "REJECTED");
          case ABANDON -> {
            entry.abandoned++;
            if (entry.abandoned == 10) {
              end(entry, "DELIVERY_COUNT_EXCEEDED");
            }
          }
        }
        at(now);
        return Optional.empty();
      }
    }
    return Optional.of(ErrorCode.DEVICE_MESSAGE_LOCK_LOST);
  }

  int purge(Instant now) {
    at(now);
    int count = entries.size();
    for (Entry entry : List.copyOf(entries)) {
      end(entry, "PURGED");
    }
    return count;
  }

  /** The hub was started anew: who held a message is gone. */
  void restart() {
    entries.forEach(entry -> entry.token = Optional.empty());
  }

  int count() {
    return entries.size();
  }
}
