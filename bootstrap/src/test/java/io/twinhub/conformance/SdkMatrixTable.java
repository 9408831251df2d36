package io.twinhub.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The SDK matrix as text: a row for each SDK and transport, and notes on what an SDK does not have. */
final class SdkMatrixTable {
  static final List<String> SDKS = List.of("Java", "Node", "Python");
  static final List<String> TRANSPORTS = List.of("MQTT", "MQTT_WS", "AMQP", "AMQP_WS", "HTTPS");
  static final String SAS = "SAS";

  /** By their first letters, which are what a cell shows of those that work. */
  static final Map<String, String> CREDENTIALS = new LinkedHashMap<>();

  static final String RENEWAL = "token renewal";
  static final String UNKNOWN_METHOD = "unknown method";
  static final List<String> OPERATIONS = List.of(
      "open",
      "telemetry",
      "get twin",
      "report",
      "notified",
      "unsubscribe",
      "methods",
      UNKNOWN_METHOD,
      "messages",
      "abandon, reject",
      "reconnect",
      RENEWAL,
      "module twin",
      "module methods",
      "module telemetry");
  static final List<String> SERVICE_OPERATIONS = List.of(
      "registry",
      "twins",
      "query",
      "call",
      "open AMQP",
      "send AMQP",
      "feedback AMQP",
      "open AMQP_WS",
      "send AMQP_WS",
      "feedback AMQP_WS");

  /** Certificates are not renewed; a method without handler takes Node the whole time-out. */
  private static final Set<String> WITH_SAS_ALONE = Set.of(RENEWAL, UNKNOWN_METHOD);

  static {
    CREDENTIALS.put(SAS, "S");
    CREDENTIALS.put("thumbprint", "T");
    CREDENTIALS.put("authority", "A");
  }

  private final Map<String, SdkCell> cells = new LinkedHashMap<>();
  private final Map<String, Integer> notes = new LinkedHashMap<>();
  private final List<String> sdks;
  private final List<String> transports;

  /** A table of these SDKs and transports; of two cells in one place the last counts. */
  SdkMatrixTable(List<String> sdks, List<String> transports, List<SdkCell> cells) {
    this.sdks = List.copyOf(sdks);
    this.transports = List.copyOf(transports);
    cells.forEach(cell -> this.cells.put(cell.place(), cell));
  }

  /** What is wrong or missing, a line each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (SdkCell wanted : wanted()) {
      Optional<SdkCell> cell = Optional.ofNullable(cells.get(wanted.place()));
      if (cell.isEmpty()) {
        problems.add(wanted.place() + ": no result");
      } else if (!cell.get().isOk() && cell.get().missing().isEmpty()) {
        problems.add(wanted.place() + ": " + cell.get().result());
      }
    }
    return problems;
  }

  /** How many cells there are to be. */
  int size() {
    return wanted().size();
  }

  private List<SdkCell> wanted() {
    List<SdkCell> wanted = new ArrayList<>();
    for (String sdk : sdks) {
      for (String transport : transports) {
        for (String operation : OPERATIONS) {
          credentials(operation)
              .forEach(
                  credential -> wanted.add(new SdkCell(sdk, transport, credential, operation, "")));
        }
      }
      SERVICE_OPERATIONS.forEach(
          operation -> wanted.add(new SdkCell(sdk, SdkCell.SERVICE, "", operation, "")));
    }
    return wanted;
  }

  private static List<String> credentials(String operation) {
    return WITH_SAS_ALONE.contains(operation) ? List.of(SAS) : List.copyOf(CREDENTIALS.keySet());
  }

  /** The tables and their notes. */
  String text() {
    notes.clear();
    StringBuilder text = new StringBuilder(head("Devices", OPERATIONS));
    for (String sdk : sdks) {
      for (String transport : transports) {
        text.append(row(
            sdk + ", " + transport,
            OPERATIONS.stream()
                .map(operation -> shown(sdk, transport, operation))
                .toList()));
      }
    }
    text.append('\n').append(head("Back ends", SERVICE_OPERATIONS));
    for (String sdk : sdks) {
      text.append(row(
          sdk,
          SERVICE_OPERATIONS.stream()
              .map(operation -> shownOfService(sdk, operation))
              .toList()));
    }
    notes.forEach((note, number) ->
        text.append(number == 1 ? "\n" : "").append("%d. %s%n".formatted(number, note)));
    return text.toString();
  }

  private static String head(String title, List<String> columns) {
    return row(title, columns) + "|" + " --- |".repeat(columns.size() + 1) + "\n";
  }

  private static String row(String title, List<String> columns) {
    return "| " + title + " | " + String.join(" | ", columns) + " |\n";
  }

  private String shown(String sdk, String transport, String operation) {
    Map<String, List<String>> letters = new LinkedHashMap<>();
    credentials(operation)
        .forEach(credential -> letters
            .computeIfAbsent(
                mark(new SdkCell(sdk, transport, credential, operation, "")),
                mark -> new ArrayList<>())
            .add(CREDENTIALS.getOrDefault(credential, credential)));
    return letters.entrySet().stream()
        .map(entry -> shown(entry.getKey(), entry.getValue(), letters.size()))
        .collect(Collectors.joining(", "));
  }

  /** A note that holds for all stands alone. */
  private static String shown(String mark, List<String> letters, int marks) {
    String all = String.join(" ", letters);
    if (mark.isEmpty()) {
      return all;
    }
    return marks == 1 ? mark : all + " " + mark;
  }

  private String shownOfService(String sdk, String operation) {
    String mark = mark(new SdkCell(sdk, SdkCell.SERVICE, "", operation, ""));
    return mark.isEmpty() ? "yes" : mark;
  }

  /** What is to be said of a cell; nothing if it is well. */
  private String mark(SdkCell place) {
    SdkCell cell = cells.get(place.place());
    if (cell == null) {
      return "**no result**";
    }
    if (cell.isOk()) {
      return "";
    }
    return cell.missing()
        .map(why -> "[%d]"
            .formatted(notes.computeIfAbsent(
                "%s: `%s`".formatted(cell.sdk(), why), note -> notes.size() + 1)))
        .orElse("**failed**");
  }
}
