package io.twinhub.bootstrap.cli.option.start;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.config.EventsConfig;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.local.engine.events.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say how a hub keeps events and how they can be read. */
public final class EventsOptions {
  /** How many consumer groups a hub has at most. Source: Azure's page on quotas. */
  public static final int GROUPS_MAX = 20;

  /** The form of a consumer group's name. Source: Azure's page on naming rules, for Event Hubs. */
  private static final Pattern GROUP =
      Pattern.compile("[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]{0,48}[A-Za-z0-9]");

  @Option(
      names = "--events-port",
      paramLabel = "PORT",
      description =
          "Events for back ends over AMQP without TLS, on loopback; 0 is any free port. Default: "
              + EventsConfig.PORT_DEFAULT
              + ", else any free port")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--partitions",
      paramLabel = "COUNT",
      defaultValue = "" + EventLimits.PARTITIONS_DEFAULT,
      description =
          "How many partitions the events have, 2 to 32; a data folder keeps the number that it was made"
              + " with. Default: ${DEFAULT-VALUE}")
  private int partitions = EventLimits.PARTITIONS_DEFAULT;

  @Option(
      names = "--retention",
      paramLabel = "AGE,SIZE",
      description =
          "How many events are kept: up to an age such as 12h or 3d, a size such as 512MB, or both."
              + " Default: 1d,256MB, in memory 1d,32MB")
  private Optional<String> retention = Optional.empty();

  @Option(
      names = "--consumer-group",
      paramLabel = "NAME",
      description = "A consumer group beside $$Default; may be given up to 19 times.")
  private List<String> groups = List.of();

  /** The port where events are read without TLS. */
  public int port() {
    return port.orElse(EventsConfig.PORT_DEFAULT);
  }

  /**
   * The configuration that the options ask for.
   *
   * @param usual the retention if the options name none
   * @throws CommandFailure naming the invalid option
   */
  public EventsConfig config(Retention usual) {
    if (partitions < EventLimits.PARTITIONS_MIN || partitions > EventLimits.PARTITIONS_MAX) {
      throw CommandFailure.usage("--partitions: %d partitions are not possible; a hub has %d to %d"
          .formatted(partitions, EventLimits.PARTITIONS_MIN, EventLimits.PARTITIONS_MAX));
    }
    return new EventsConfig(
        port,
        partitions,
        retention.map(text -> RetentionText.parse("--retention", text, usual)),
        groups());
  }

  private List<String> groups() {
    List<String> named = new ArrayList<>();
    named.add(EventsConfig.GROUP_DEFAULT);
    for (String group : groups) {
      if (named.stream().anyMatch(group::equalsIgnoreCase)) {
        throw CommandFailure.usage(
            "--consumer-group: there is a consumer group '%s' already".formatted(group));
      }
      if (!GROUP.matcher(group).matches()) {
        throw CommandFailure.usage(
            ("--consumer-group: '%s' is not a name; names have up to 50 letters, digits, '.', '-' and"
                    + " '_', and begin and end with a letter or a digit")
                .formatted(group));
      }
      named.add(group);
    }
    if (named.size() > GROUPS_MAX) {
      throw CommandFailure.usage("--consumer-group: a hub has at most %d consumer groups, with %s"
          .formatted(GROUPS_MAX, EventsConfig.GROUP_DEFAULT));
    }
    return named.subList(1, named.size());
  }
}
