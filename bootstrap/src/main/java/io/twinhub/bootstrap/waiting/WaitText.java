package io.twinhub.bootstrap.waiting;

import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.JournalLine;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.hub.LocalHub;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells the reader of a failed test what a wait knew when it ended. */
final class WaitText {
  /** How many of the device's last operations are shown. */
  static final int OPERATIONS_MAX = 10;

  /** How much of a document is shown, in characters. */
  static final int DOCUMENT_MAX = 4_000;

  private static final String LINE = "\n  ";

  private final LocalHub hub;
  private final TwinAddress address;

  WaitText(LocalHub hub, TwinAddress address) {
    this.hub = hub;
    this.address = address;
  }

  /** The device or module, as sentences name it. */
  static String name(TwinAddress address) {
    return "%s '%s'".formatted(kind(address), address);
  }

  static String kind(TwinAddress address) {
    return address.moduleId().isPresent() ? "module" : "device";
  }

  static String of(Duration time) {
    return time.toMillis() % Duration.ofSeconds(1).toMillis() == 0
        ? time.toSeconds() + " s"
        : time.toMillis() + " ms";
  }

  static String cut(String text) {
    return text.length() <= DOCUMENT_MAX ? text : text.substring(0, DOCUMENT_MAX) + "…";
  }

  /**
   * What is known.
   *
   * @param first what the wait says
   * @param hint what may have gone wrong
   */
  String after(String first, Optional<String> hint) {
    StringBuilder text = new StringBuilder(first);
    hint.ifPresent(clause -> text.append(LINE).append(clause));
    text.append(LINE)
        .append(hub.twins().find(address).map(WaitText::twin).orElse("it is no longer registered"));
    List<JournalEntry> all = hub.operations()
        .entries(entry -> entry.operation().target().filter(address::equals).isPresent());
    List<JournalEntry> last = all.subList(Math.max(0, all.size() - OPERATIONS_MAX), all.size());
    text.append(LINE)
        .append(
            last.isEmpty()
                ? "the journal of operations has none of this " + kind(address)
                : "its last operations:");
    last.forEach(entry -> text.append(LINE).append("  ").append(JournalLine.of(entry)));
    return text.toString();
  }

  private static String twin(Twin twin) {
    JsonObject sections = DeviceTwinDocument.of(DeviceTwin.of(twin));
    JsonObject document = twin.tags().values().isEmpty()
        ? sections
        : sections.with(DocumentNames.TAGS, twin.tags().values());
    return "its twin, %s, is %s"
        .formatted(
            twin.root().connection().connected() ? "connected" : "not connected",
            cut(document.toString()));
  }
}
