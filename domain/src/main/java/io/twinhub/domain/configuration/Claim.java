package io.twinhub.domain.configuration;

import io.twinhub.domain.twin.property.Author;
import java.util.List;

/**
 * What one configuration wants of one twin whose condition holds.
 *
 * @param author how the configuration signs what it writes
 * @param priority its priority
 * @param settings what it wants
 */
public record Claim(Author author, long priority, List<Setting> settings) {

  /** What {@code configuration} wants of the twin of a device or a module. */
  public static Claim of(Configuration configuration) {
    return new Claim(
        configuration.author(),
        configuration.wanted().priority(),
        configuration.wanted().content().all());
  }

  /** The id of the configuration. */
  public String id() {
    return author.configuration();
  }

  /** Why {@code winner} comes before this one. */
  String lostTo(Claim winner) {
    return winner.priority() > priority
        ? "whose priority %d is higher than %d".formatted(winner.priority(), priority)
        : "which has the same priority %d and was created later".formatted(priority);
  }
}
