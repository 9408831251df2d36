package io.twinhub.domain.document;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.operation.Outcome;

/**
 * An entry of the journal as one line of text, such as {@code 2026-01-01T00:00:00Z #7 thermostat-1 patch-twin
 * (desired) by iothubowner over https: done, etag AAAAAAAAAAI=, desired version 2}. Two entries that are equal
 * have the same line.
 */
public final class JournalLine {
  private JournalLine() {}

  /** The whole entry. */
  public static String of(JournalEntry entry) {
    String target = entry.operation().target().map(address -> address + " ").orElse("");
    return "%s #%d %s%s by %s: %s%s"
        .formatted(
            HubTime.text(entry.at()),
            entry.number(),
            target,
            what(entry),
            who(entry.operation().caller()),
            outcome(entry.outcome()),
            remarks(entry));
  }

  /** What was done, with the detail if there is one. */
  public static String what(JournalEntry entry) {
    String detail = ClientText.onOneLine(entry.operation().detail());
    String kind = entry.operation().kind().text();
    return detail.isEmpty() ? kind : "%s (%s)".formatted(kind, detail);
  }

  /** Who did it, and over which protocol. */
  public static String who(Caller caller) {
    String name = ClientText.onOneLine(caller.name());
    return caller.transport() == Transport.IN_PROCESS
        ? (name.equals(Transport.IN_PROCESS.text()) ? name : name + " in process")
        : "%s over %s".formatted(name, caller.transport().text());
  }

  /** Whether it is the hub itself, which delivers something. */
  public static boolean isHub(Caller caller) {
    return caller.equals(Caller.hub(caller.transport()));
  }

  /** How it ended. */
  public static String outcome(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      ErrorCode code = refused.code();
      return "refused, %d %s: %s"
          .formatted(code.number(), code.azureName(), ClientText.onOneLine(refused.reason()));
    }
    if (outcome instanceof Outcome.Missed missed) {
      return "missed, because " + ClientText.onOneLine(missed.reason());
    }
    String result = ClientText.onOneLine(((Outcome.Done) outcome).result());
    return result.isEmpty() ? "done" : "done, " + result;
  }

  private static String remarks(JournalEntry entry) {
    StringBuilder text = new StringBuilder();
    entry.faults().forEach(fault -> text.append("; fault: ").append(fault));
    entry.hints().forEach(hint -> text.append("; hint: ").append(ClientText.onOneLine(hint)));
    return text.toString();
  }
}
