package io.twinhub.local.frontend.amqp.events;

import io.twinhub.application.port.in.ServiceEvents;
import java.time.Instant;
import java.util.List;

/**
 * The event hub that readers see.
 *
 * @param name its name, which is the hub's
 * @param consumerGroups the names of the groups of readers
 * @param createdAt when it was created
 * @param events its events
 * @param readers its readers, on all connections
 */
public record EventHub(
    String name,
    List<String> consumerGroups,
    Instant createdAt,
    ServiceEvents events,
    Readers readers) {

  /** Copies the list. */
  public EventHub {
    consumerGroups = List.copyOf(consumerGroups);
  }

  /** Creates an event hub without readers. */
  public EventHub(
      String name, List<String> consumerGroups, Instant createdAt, ServiceEvents events) {
    this(name, consumerGroups, createdAt, events, new Readers());
  }

  /** Whether it is called {@code other}; case does not matter. */
  boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** Whether it has a consumer group; case does not matter. */
  boolean hasGroup(String group) {
    return consumerGroups.stream().anyMatch(group::equalsIgnoreCase);
  }
}
