package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.azure.events.AzureEventLog;
import io.twinhub.azure.events.EventsAddress;
import io.twinhub.bootstrap.cli.option.az.AzConsent;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the events that arrive in the event log of a hub. */
@Command(
    name = "monitor-events",
    description = {
      "Prints the events of a hub as they come, until Ctrl-C.",
      "They are the telemetry of devices, and what message routes send to the event log."
    })
public final class MonitorEventsCommand implements Runnable {
  /** How an event is printed. */
  enum Output {
    /** On several lines, as az does. */
    JSON,
    /** Each event on one line, for programs. */
    LINES
  }

  private static final int TIMEOUT_SECONDS_DEFAULT = 300;

  /** How many events of a partition may be on their way to the terminal. */
  private static final int CREDIT = 100;

  /** How often the command checks whether events have stopped arriving. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  @Mixin
  private EventsLogin login = new EventsLogin();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Mixin
  private AzConsent ignored = new AzConsent();

  @Mixin
  private EventChoice choice = new EventChoice();

  @Option(
      names = {"-p", "--properties"},
      arity = "1..*",
      split = ",",
      paramLabel = "all|anno|app|sys",
      description = "Properties to print: annotations, application's, system's. Default: none.")
  private List<EventText.Part> parts = List.of();

  @Option(
      names = {"--content-type", "--ct"},
      paramLabel = "TYPE",
      description = "Reads every body as this type, such as application/json.")
  private Optional<String> contentType = Optional.empty();

  @Option(
      names = {"-t", "--timeout", "--to"},
      paramLabel = "SECONDS",
      description =
          "Ends when no event came for so long; 0 never. Default: " + TIMEOUT_SECONDS_DEFAULT + ".")
  private int timeout = TIMEOUT_SECONDS_DEFAULT;

  @Option(
      names = {"-e", "--enqueued-time", "--et"},
      paramLabel = "MILLIS",
      description =
          "Begins with the events that came after this time: milliseconds since 1970. Default: now.")
  private Optional<String> enqueuedTime = Optional.empty();

  @Option(
      names = {"--message-count", "--mc"},
      paramLabel = "N",
      description = "Ends when so many are printed.")
  private Optional<Long> messageCount = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "json|lines",
      defaultValue = "json",
      description =
          "How to print an event; lines puts each on one line. Default: ${DEFAULT-VALUE}.")
  private Output output = Output.JSON;

  private final AtomicLong lastEvent = new AtomicLong();
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

  @Override
  public void run() {
    if (timeout < 0) {
      throw CommandFailure.usage("--timeout: at least 0");
    }
    if (messageCount.filter(count -> count < 1).isPresent()) {
      throw CommandFailure.usage("--message-count: at least 1");
    }
    messageCount.ifPresent(left::set);
    EventPosition position = position();
    EventsAddress address = login.address();
    try (Presence presence = new Presence();
        AzureEventLog log =
            new AzureEventLog(address, refusal -> presence.fail(CommandFailure.of(refusal)))) {
      lastEvent.set(System.nanoTime());
      List<MessageFlow> flows = read(log, position, presence);
      PrintWriter err = spec.commandLine().getErr();
      err.println("reading events of %s; Ctrl-C ends it".formatted(address.name()));
      err.flush();
      flows.forEach(flow -> flow.request(CREDIT));
      while (presence.goesOnAfter(LOOK_EVERY) && !isQuiet()) {
        // Threads of the flows print the events meanwhile.
      }
      flows.forEach(MessageFlow::close);
    }
  }

  private List<MessageFlow> read(AzureEventLog log, EventPosition position, Presence presence) {
    Lines lines = new Lines(spec.commandLine().getOut());
    EventText text = new EventText(chosen(), contentType);
    int count = log.partitions();
    List<MessageFlow> flows = new ArrayList<>();
    for (int partition = 0; partition < count; partition++) {
      int own = partition;
      flows.add(log.read(partition, position, event -> {
        print(event, text, lines, presence);
        flows.get(own).request(1);
      }));
    }
    return flows;
  }

  private synchronized void print(HubEvent event, EventText text, Lines lines, Presence presence) {
    lastEvent.set(System.nanoTime());
    if (choice.includes(event) && left.get() > 0) {
      JsonObject json = text.json(event);
      lines.print(output == Output.JSON ? JsonWriter.pretty(json) : json.toString());
      if (left.decrementAndGet() == 0) {
        presence.end();
      }
    }
  }

  private Set<EventText.Part> chosen() {
    return parts.isEmpty() ? Set.of() : EnumSet.copyOf(parts);
  }

  private boolean isQuiet() {
    return timeout > 0
        && System.nanoTime() - lastEvent.get() > Duration.ofSeconds(timeout).toNanos();
  }

  private EventPosition position() {
    return enqueuedTime
        .<EventPosition>map(text -> new EventPosition.AtTime(time(text), false))
        .orElseGet(EventPosition.Latest::new);
  }

  private static Instant time(String text) {
    try {
      return text.matches("\\d{1,15}")
          ? Instant.ofEpochMilli(Long.parseLong(text))
          : Instant.parse(text.toUpperCase(Locale.ROOT));
    } catch (DateTimeException e) {
      throw CommandFailure.usage(
          ("--enqueued-time: '%s' is not a time; write milliseconds since 1970, or"
                  + " 2030-01-31T12:00:00Z")
              .formatted(text));
    }
  }
}
