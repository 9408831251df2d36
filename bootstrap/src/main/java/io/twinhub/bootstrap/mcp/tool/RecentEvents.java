package io.twinhub.bootstrap.mcp.tool;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.azure.events.AzureEventLog;
import io.twinhub.azure.events.EventsAddress;
import io.twinhub.bootstrap.live.EventPayload;
import io.twinhub.bootstrap.mcp.AnswerSize;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the events of a time up to now, and ends. */
final class RecentEvents {
  /** How many events are looked at; more would fill the memory. */
  private static final int EVENTS_MAX = 2_000;

  /** How long the hub may take to deliver them. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);

  private final List<HubEvent> found = new ArrayList<>();
  private final Optional<TwinAddress> wanted;
  private boolean full;

  private RecentEvents(Optional<TwinAddress> wanted) {
    this.wanted = wanted;
  }

  /**
   * Where to begin.
   *
   * @param time the time of the first event
   * @param shown how many events of exactly this time were shown before
   */
  record Start(Instant time, int shown) {
    private static final Pattern TEXT = Pattern.compile("([^#]+)(?:#([0-9]{1,6}))?");

    /** A time, or what an answer told to go on with. */
    static Optional<Start> parse(String text) {
      Matcher parts = TEXT.matcher(text);
      try {
        return parts.matches()
            ? Optional.of(new Start(
                Instant.parse(parts.group(1)),
                parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2))))
            : Optional.empty();
      } catch (DateTimeException noTime) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return time + "#" + shown;
    }
  }

  /** The events since a time, of one device or module if one is given. */
  static JsonObject read(EventsAddress address, Start from, Optional<TwinAddress> wanted) {
    RecentEvents events = new RecentEvents(wanted);
    boolean complete;
    try (AzureEventLog log = new AzureEventLog(address)) {
      complete = events.collect(log, from.time());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      complete = false;
    }
    return events.answer(from, complete);
  }

  private boolean collect(EventLog log, Instant from) throws InterruptedException {
    int count = log.partitions();
    List<MessageFlow> flows = new ArrayList<>();
    CountDownLatch open = new CountDownLatch(count);
    try {
      for (int partition = 0; partition < count; partition++) {
        PartitionState state = log.state(partition);
        if (state.isEmpty() || state.lastEnqueued().isBefore(from)) {
          open.countDown();
          continue;
        }
        MessageFlow flow = log.read(partition, new EventPosition.AtTime(from, true), event -> {
          if (!take(event) || event.sequence() >= state.last()) {
            open.countDown();
          }
        });
        flows.add(flow);
        flow.request(EVENTS_MAX + 1);
      }
      return open.await(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      flows.forEach(MessageFlow::close);
    }
  }

  /** Keeps an event; false if there are too many. */
  private synchronized boolean take(HubEvent event) {
    full = full || found.size() == EVENTS_MAX;
    if (!full && wanted.map(one -> isOf(event, one)).orElse(true)) {
      found.add(event);
    }
    return !full;
  }

  private static boolean isOf(HubEvent event, TwinAddress wanted) {
    TwinAddress address = event.origin().address();
    return wanted.moduleId().isPresent()
        ? address.equals(wanted)
        : address.deviceId().equals(wanted.deviceId());
  }

  private synchronized JsonObject answer(Start from, boolean complete) {
    if (full) {
      throw Given.impossible(
          "more than %d events came in that time; ask for a shorter time or one device"
              .formatted(EVENTS_MAX));
    }
    found.sort(Comparator.comparing(HubEvent::enqueued)
        .thenComparing(HubEvent::partition)
        .thenComparing(HubEvent::sequence));
    int shown = (int) Math.min(from.shown(), count(from.time(), found.size()));
    List<JsonValue> events = new ArrayList<>();
    found.stream().skip(shown).forEach(event -> events.add(json(event)));
    int fitting = Math.min(events.size(), AnswerSize.fitting(events));
    JsonObject.Builder answer =
        JsonObject.builder().put("events", new JsonArray(events.subList(0, fitting)));
    if (fitting < events.size()) {
      Instant next = found.get(shown + fitting).enqueued();
      answer.put("next", new Start(next, (int) count(next, shown + fitting)).toString());
    }
    if (!complete) {
      answer.put("hint", "the hub did not deliver all events in time; some may be missing");
    }
    return answer.build();
  }

  /** How many of the first events are of exactly this time. */
  private long count(Instant time, int first) {
    return found.stream()
        .limit(first)
        .filter(event -> event.enqueued().equals(time))
        .count();
  }

  private static JsonObject json(HubEvent event) {
    JsonObject.Builder json = JsonObject.builder().put("at", HubTime.text(event.enqueued()));
    TwinAddress address = event.origin().address();
    json.put(DocumentNames.DEVICE_ID, address.deviceId().value());
    address.moduleId().ifPresent(id -> json.put(DocumentNames.MODULE_ID, id.value()));
    json.put("source", event.origin().source().azureName());
    if (!event.message().properties().isEmpty()) {
      JsonObject.Builder properties = JsonObject.builder();
      event
          .message()
          .properties()
          .forEach((name, text) -> properties.put(name, new JsonString(text)));
      json.put("applicationProperties", properties.build());
    }
    EventPayload payload = EventPayload.of(event.message(), Optional.empty());
    int length = AnswerSize.length(payload.value());
    if (length > AnswerSize.MAX / 2) {
      return json.put("bodyLength", length).build();
    }
    return payload.put(json, "body").build();
  }
}
