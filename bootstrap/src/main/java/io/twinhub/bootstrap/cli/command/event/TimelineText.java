package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.domain.document.JournalLine;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journal for the eye: a line for each entry with its time, how long after the one before it, what
 * happened, and by whom; faults and hints stand below.
 */
final class TimelineText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int MILLIS_PER_SECOND = 1000;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final String BELOW = " ".repeat(24);

  private final boolean named;
  private Optional<Instant> last = Optional.empty();

  /** @param named whether each line names the device, because entries of several are printed */
  TimelineText(boolean named) {
    this.named = named;
  }

  /** The lines of the next entry; before the first of a day stands its date. */
  List<String> lines(JournalEntry entry) {
    List<String> lines = new ArrayList<>();
    LocalDate day = day(entry.at());
    if (last.map(before -> !day(before).equals(day)).orElse(true)) {
      lines.add(day + " UTC");
    }
    String time = TIME.format(LocalTime.ofInstant(entry.at(), ZoneOffset.UTC));
    String who =
        named ? entry.operation().target().map(address -> address + ": ").orElse("") : "";
    String by = isBySelf(entry)
        ? ""
        : "  (%s)".formatted(JournalLine.who(entry.operation().caller()));
    lines.add("%s %9s  %s%s%s".formatted(time, gap(entry.at()), who, sentence(entry), by));
    entry.faults().forEach(fault -> lines.add(BELOW + "fault: " + fault));
    entry.hints().forEach(hint -> lines.add(BELOW + "hint: " + hint));
    last = Optional.of(entry.at());
    return lines;
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private String gap(Instant at) {
    if (last.isEmpty()) {
      return "";
    }
    Duration gap = Duration.between(last.get(), at);
    long millis = gap.toMillis();
    if (millis < MILLIS_PER_SECOND) {
      return "+%d ms".formatted(millis);
    }
    return gap.toSeconds() < SECONDS_PER_MINUTE
        ? "+%d.%d s".formatted(gap.toSeconds(), gap.toMillisPart() / 100)
        : "+%d min".formatted(gap.toMinutes());
  }

  /** Most of what concerns a device it does itself, or the hub does it for the device. */
  private static boolean isBySelf(JournalEntry entry) {
    return entry.operation().kind() != OperationKind.CONNECT
        && (JournalLine.isHub(entry.operation().caller())
            || entry
                .operation()
                .target()
                .filter(address ->
                    address.toString().equals(entry.operation().caller().name()))
                .isPresent());
  }

  private static String sentence(JournalEntry entry) {
    if (entry.outcome() instanceof Outcome.Done done) {
      return done(entry, done.result());
    }
    OperationKind kind = entry.operation().kind();
    String what = kind == OperationKind.OFFER || kind == OperationKind.NOTIFY
        ? entry.operation().detail()
        : JournalLine.what(entry);
    return "%s %s".formatted(what, JournalLine.outcome(entry.outcome()));
  }

  /** What was done, in the words that a device's story has in the documentation. */
  private static String done(JournalEntry entry, String result) {
    String detail = entry.operation().detail();
    return switch (entry.operation().kind()) {
      case CONNECT -> joined("connected", detail, result);
      case DISCONNECT -> joined("disconnected", detail, result);
      case READ_OWN_TWIN -> joined("read its twin", detail, result);
      case REPORT -> joined("reported", detail, result);
      case WATCH_DESIRED -> joined("subscribed to its desired properties", detail, result);
      case OFFER -> detail + " offered";
      case NOTIFY -> detail + " delivered";
      case ACKNOWLEDGE -> detail + " acknowledged";
      default -> "%s %s".formatted(JournalLine.what(entry), JournalLine.outcome(entry.outcome()));
    };
  }

  private static String joined(String what, String detail, String result) {
    String said = detail.isEmpty() || result.isEmpty() ? detail + result : detail + ", " + result;
    return said.isEmpty() ? what : what + ": " + said;
  }
}
