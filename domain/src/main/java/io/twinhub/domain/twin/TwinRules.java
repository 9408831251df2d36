package io.twinhub.domain.twin;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;

/**
 * What a hub accepts in its twins. Only arrays are a choice; the rest is fixed by {@link TwinLimits}.
 *
 * @param arrays whether tags and properties may contain arrays (ADR-0017)
 */
public record TwinRules(Arrays arrays) {

  /** The documented rules, which allow no arrays. */
  public static final TwinRules DEFAULT = new TwinRules(Arrays.REFUSE);

  /** Whether tags and properties may contain arrays. */
  public enum Arrays {
    /** They are refused, with an error that names the switch. */
    REFUSE,
    /** They are stored, as the current service does. */
    ALLOW
  }

  /**
   * Passes silently if {@code members} may be merged into a section; {@code null} removes.
   *
   * @throws HubException with the {@link TwinError} of the first member that may not
   */
  public void checkPatch(Section section, JsonObject members) {
    new SectionCheck(section, arrays, true).check(members);
  }

  /**
   * Passes silently if {@code members} may become a section.
   *
   * @throws HubException with the {@link TwinError} of the first member that may not
   */
  void checkContent(Section section, JsonObject members) {
    new SectionCheck(section, arrays, false).check(members);
  }

  /**
   * Passes silently if {@code desired} may become the desired properties of a twin.
   *
   * @throws HubException with the {@link TwinError} of the first member that may not, or of the size
   */
  public void checkDesired(JsonObject desired) {
    checkContent(Section.DESIRED, desired);
    checkSize(Section.DESIRED, JsonObject.EMPTY, desired);
  }

  /**
   * Passes silently if a section may grow from {@code before} to {@code after}. A section that already
   * exceeds its limit may shrink.
   *
   * @throws HubException with {@link TwinError#tooLarge}
   */
  void checkSize(Section section, JsonObject before, JsonObject after) {
    int size = TwinSize.of(after);
    if (size > section.sizeMax() && size > TwinSize.of(before)) {
      throw new HubException(TwinError.tooLarge(section, size));
    }
  }
}
