package io.twinhub.domain.configuration;

import io.twinhub.domain.twin.property.Author;
import java.util.List;
import java.util.Optional;

/**
 * What one configuration wants of one twin whose condition holds.
 *
 * @param author how the configuration signs what it writes
 * @param priority its priority
 * @param settings what it wants
 * @param excluded why it gets nothing, in words for the user; empty if it takes part
 */
public record Claim(
    Author author, long priority, List<Setting> settings, Optional<String> excluded) {

  /** What {@code configuration} wants of the twin of a device or a module. */
  public static Claim of(Configuration configuration) {
    return of(configuration, configuration.wanted().content().all());
  }

  /** What {@code configuration} wants if these are its settings. */
  public static Claim of(Configuration configuration, List<Setting> settings) {
    return new Claim(
        configuration.author(), configuration.wanted().priority(), settings, Optional.empty());
  }

  /** The same claim, of which nothing is done. */
  public Claim excluded(String reason) {
    return new Claim(author, priority, settings, Optional.of(reason));
  }

  /** The id of the configuration. */
  public String id() {
    return author.configuration();
  }

  /** Why {@code winner} comes before this one. */
  public String lostTo(Claim winner) {
    return winner.priority() > priority
        ? "whose priority %d is higher than %d".formatted(winner.priority(), priority)
        : "which has the same priority %d and was created later".formatted(priority);
  }
}
