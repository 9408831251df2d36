package io.twinhub.testcontainers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a hub prints when it is ready: one line of JSON, as {@code twinhub start --output json} does. */
record ReadyFacts(String connectionString, String caFile, String eventHub) {
  /** Matches a line that says a hub is ready. */
  static final String LINE = "(?s).*\\{\"name\":.*\"connectionString\":.*\\}.*";

  /**
   * Finds the line in what the container printed.
   *
   * @throws IllegalStateException without any of the text, which may hold a key, if the line is missing or has other members
   */
  static ReadyFacts in(String printed) {
    String line = printed
        .lines()
        .map(String::strip)
        .filter(one -> one.startsWith("{\"name\":"))
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () -> new IllegalStateException("the container does not say that a hub is ready"));
    return new ReadyFacts(
        member(line, "connectionString"), member(line, "caFile"), member(line, "eventHub"));
  }

  /** Neither keys nor paths nor names hold what JSON escapes, so that no parser is needed. */
  private static String member(String line, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"\\\\]*)\"").matcher(line);
    return Optional.of(found)
        .filter(Matcher::find)
        .map(one -> one.group(1))
        .orElseThrow(() -> new IllegalStateException(
            "the container is no hub that this version knows: it does not tell its " + name));
  }

  /** The connection string for clients of Event Hubs, which read the hub's events over TLS. */
  String eventsConnectionString() {
    String[] parts = connectionString.split(";", 2);
    String host = parts[0].substring("HostName=".length());
    return "Endpoint=sb://%s/;%s;EntityPath=%s".formatted(host, parts[1], eventHub);
  }

  /** No key. */
  @Override
  public String toString() {
    return "a hub that is ready";
  }
}
