package io.twinhub.bootstrap.admin;

import io.twinhub.application.port.out.OperationJournal;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.operation.OperationKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The journal of operations for the hub's operator: {@code GET /journal}. Parameters choose the entries:
 * {@code device} and {@code module}, {@code since} (a duration such as {@code PT5M}, counted back from the
 * hub's clock, or a time), {@code kind} such as {@code patch-twin}, and {@code limit}, the number of the latest
 * entries. The answer is {@code {"registered", "entries"}}, oldest first. {@code GET /journal/stream} tells all
 * entries as they are made.
 */
public final class JournalRequests implements AdminSection {
  /** The page of the entries. */
  public static final String PATH = "/journal";

  /** How many entries an answer has if no limit is asked for; a hub setting. */
  static final int LIMIT_DEFAULT = 1_000;

  /** The largest limit: all that the journal keeps. */
  static final int LIMIT_MAX = 10_000;

  private final OperationJournal journal;
  private final InstantSource clock;
  private final Predicate<TwinAddress> registered;

  /**
   * Answers from {@code journal}.
   *
   * @param clock the hub's
   * @param registered whether there is such a device or module
   */
  public JournalRequests(
      OperationJournal journal, InstantSource clock, Predicate<TwinAddress> registered) {
    this.journal = journal;
    this.clock = clock;
    this.registered = registered;
  }

  @Override
  public boolean serves(String path) {
    return path.equals(PATH) || path.equals(LiveStream.JOURNAL);
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    if (!request.method().equals("GET")) {
      return AdminAnswer.text(405, request.path() + " accepts GET");
    }
    Map<String, String> query = request.query();
    Optional<TwinAddress> address = address(query);
    Predicate<JournalEntry> wanted = address
        .<Predicate<JournalEntry>>map(one -> entry -> entry.concerns(one))
        .orElse(entry -> true);
    Optional<Instant> since = Optional.ofNullable(query.get("since")).map(this::moment);
    Optional<OperationKind> kind =
        Optional.ofNullable(query.get("kind")).map(JournalRequests::kind);
    List<JournalEntry> found = journal.entries(wanted.and(
        entry -> since.map(from -> !entry.at().isBefore(from)).orElse(true)
            && kind.map(one -> entry.operation().kind() == one).orElse(true)));
    int limit = limit(query);
    List<JournalEntry> latest = found.subList(Math.max(0, found.size() - limit), found.size());
    JsonObject.Builder body = JsonObject.builder();
    address.ifPresent(one -> body.put("registered", JsonBool.of(registered.test(one))));
    return AdminAnswer.json(
        body.put("entries", JsonArray.of(latest, JournalDocument::of)).build());
  }

  private static Optional<TwinAddress> address(Map<String, String> query) {
    Optional<String> device = Optional.ofNullable(query.get("device"));
    Optional<String> module = Optional.ofNullable(query.get("module"));
    if (device.isEmpty() && module.isPresent()) {
      throw invalid("'module' needs 'device': a module belongs to a device");
    }
    return device.map(id ->
        module.map(inner -> TwinAddress.module(id, inner)).orElseGet(() -> TwinAddress.device(id)));
  }

  private Instant moment(String text) {
    try {
      return text.startsWith("P")
          ? clock.instant().minus(Duration.parse(text))
          : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException wrong) {
      throw invalid(
          "'since' must be a duration such as PT5M or a time such as 2026-01-31T12:00:00Z;"
              + " it is '%s'".formatted(ClientText.shown(text)));
    }
  }

  private static OperationKind kind(String text) {
    return OperationKind.find(text)
        .orElseThrow(() -> invalid("'kind' must be one of %s; it is '%s'"
            .formatted(
                Arrays.stream(OperationKind.values())
                    .map(OperationKind::text)
                    .collect(Collectors.joining(", ")),
                ClientText.shown(text))));
  }

  private static int limit(Map<String, String> query) {
    String text = query.getOrDefault("limit", Integer.toString(LIMIT_DEFAULT));
    int limit = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > LIMIT_MAX) {
      throw invalid("'limit' must be a number from 1 to %d; it is '%s'"
          .formatted(LIMIT_MAX, ClientText.shown(text)));
    }
    return limit;
  }

  private static HubException invalid(String problem) {
    return new HubException(RequestError.invalid(problem));
  }
}
