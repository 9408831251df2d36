package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonObject;

/** What a patch says about one section of a twin. */
public sealed interface SectionPatch {

  /** Nothing, since the section is not named. */
  SectionPatch KEEP = new Keep();

  /** The section is emptied. */
  SectionPatch CLEAR = new Clear();

  /** The section stays as it is. */
  record Keep() implements SectionPatch {}

  /** The section is emptied: the client wrote {@code null} in its place. */
  record Clear() implements SectionPatch {}

  /**
   * The members are merged into the section.
   *
   * @param members new values; {@code null} removes
   */
  record Merge(JsonObject members) implements SectionPatch {}
}
