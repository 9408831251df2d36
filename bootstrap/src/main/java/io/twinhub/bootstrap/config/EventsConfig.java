package io.twinhub.bootstrap.config;

import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.local.engine.events.Retention;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a local hub keeps events, and how they can be read.
 *
 * @param port the port where events are read without TLS, always on loopback; 0 means any free port, and empty
 *     means {@value #PORT_DEFAULT} or, if another program uses that, any free port
 * @param partitions how many partitions there are; a data folder keeps the number with which it was created
 * @param retention how many events are kept; empty for the default of the store
 * @param consumerGroups the consumer groups besides {@value #GROUP_DEFAULT}
 */
public record EventsConfig(
    Optional<Integer> port,
    int partitions,
    Optional<Retention> retention,
    List<String> consumerGroups) {
  /** The consumer group that every event hub has. */
  public static final String GROUP_DEFAULT = "$Default";

  /** The port that clients use with {@code UseDevelopmentEmulator=true}. */
  public static final int PORT_DEFAULT = 5672;

  /** The defaults of the program. */
  public static final EventsConfig DEFAULT = new EventsConfig(
      Optional.empty(), EventLimits.PARTITIONS_DEFAULT, Optional.empty(), List.of());

  /** Copies the list. */
  public EventsConfig {
    consumerGroups = List.copyOf(consumerGroups);
  }

  /** The names of all consumer groups. */
  public List<String> allGroups() {
    return Stream.concat(Stream.of(GROUP_DEFAULT), consumerGroups.stream()).toList();
  }

  /** The same with another port. */
  public EventsConfig port(int other) {
    return new EventsConfig(Optional.of(other), partitions, retention, consumerGroups);
  }
}
