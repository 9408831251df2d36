package io.twinhub.bootstrap;

import io.twinhub.bootstrap.cli.TwinhubCommand;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine;

/**
 * A hub and commands as users run them, in a JVM that writes down which classes it loads. The build runs this
 * once, for the class-data archive, and a hub on Java 25 for its ahead-of-time cache. The hub is found through the folder that {@code TWINHUB_RUN} names.
 */
final class Training {
  private static final List<List<String>> COMMANDS = List.of(
      List.of("--help"),
      List.of("wait"),
      List.of("device-identity", "create", "-d", "trained"),
      List.of("device-identity", "list"),
      List.of("device-identity", "connection-string", "show", "-d", "trained"),
      List.of("device-twin", "update", "-d", "trained", "--tags", "{\"plant\": 1}"),
      List.of("device-twin", "show", "-d", "trained"),
      List.of("query", "-q", "SELECT * FROM devices WHERE tags.plant = 1", "-o", "table"),
      List.of("explain", "-q", "SELECT COUNT() AS n FROM devices"),
      List.of("device", "simulate", "-d", "trained", "--msg-count", "1", "--msg-interval", "1"),
      List.of("device", "c2d-message", "send", "-d", "trained", "--data", "hello"),
      List.of("monitor-events", "--timeout", "1"),
      List.of("connection-string", "show"),
      List.of("env"),
      List.of("timeline", "-d", "trained"),
      List.of("device-identity", "delete", "-d", "trained"),
      List.of("status", "-o", "json"));

  /** What shows that a hub has started and answers. */
  private static final List<List<String>> START = List.of(List.of("wait"), List.of("status"));

  private Training() {}

  /**
   * Runs until all commands are done; the first argument is the folder where the hub keeps its data. With a second
   * one, {@code start}, it ends when the hub has started: an ahead-of-time cache is loaded as a whole, so
   * that each class which only commands need would make a start slower.
   */
  public static void main(String[] arguments) {
    List<List<String>> commands = arguments.length > 1 ? START : COMMANDS;
    Thread hub = new Thread(
        () -> {
          int ended = run(List.of(
              "start",
              "--data",
              arguments[0],
              "--https-port=0",
              "--mqtt-port=0",
              "--amqp-port=0",
              "--events-port=0",
              "--admin-port=0"));
          System.exit(ended);
        },
        "twinhub-trained");
    hub.setDaemon(true);
    hub.start();
    int failed = 0;
    for (List<String> command : commands) {
      int code = run(command);
      if (code != 0) {
        System.err.printf("%s ended with %d%n", command, code);
        failed = 1;
      }
    }
    System.exit(failed);
  }

  private static int run(List<String> command) {
    String[] arguments = command.toArray(String[]::new);
    CommandLine line = TwinhubCommand.forArguments(Twinhub::start, "", arguments);
    line.setOut(new PrintWriter(Writer.nullWriter()));
    return line.execute(arguments);
  }
}
