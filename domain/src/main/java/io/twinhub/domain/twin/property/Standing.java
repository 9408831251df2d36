package io.twinhub.domain.twin.property;

import java.util.Optional;

/**
 * How an automatic configuration stands with one twin.
 *
 * @param status {@value #APPLIED}, {@value #TARGETED}, or what another hub says
 * @param reason why it is not applied, or not as a whole, in words for the user
 */
public record Standing(String status, Optional<String> reason) {
  /** At least one of its settings is in the twin. */
  public static final String APPLIED = "Applied";

  /** Its condition holds for the twin, but none of its settings is in the twin. */
  public static final String TARGETED = "Targeted";

  /** A configuration whose settings are all in the twin. */
  public static final Standing WHOLE = new Standing(APPLIED, Optional.empty());

  /** Whether at least one of its settings is in the twin. */
  public boolean isApplied() {
    return status.equals(APPLIED);
  }
}
