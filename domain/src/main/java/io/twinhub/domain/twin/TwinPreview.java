package io.twinhub.domain.twin;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.twin.property.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a service write would make of a twin. Nothing is written.
 *
 * @param before the twin as it is
 * @param after the twin as it would be; if the write would be refused, as it would be without the rules that
 *     refuse it, so that a user sees how far it is from what is allowed
 * @param notification what the device would be told, if desired properties change
 * @param problems why the write would be refused, at most one for each section; empty if it would not be
 */
public record TwinPreview(
    Twin before, Twin after, Optional<DesiredChange> notification, List<HubError> problems) {

  /** Copies the problems. */
  public TwinPreview {
    problems = List.copyOf(problems);
  }

  /**
   * Tries a patch.
   *
   * @param now the time that the metadata would be stamped with
   */
  public static TwinPreview of(Twin twin, TwinPatch patch, Instant now, TwinRules rules) {
    List<HubError> problems = new ArrayList<>();
    for (TwinPatch part : List.of(
        new TwinPatch(patch.tags(), SectionPatch.KEEP),
        new TwinPatch(SectionPatch.KEEP, patch.desired()))) {
      try {
        var unused = twin.patched(part, IfMatch.any(), now, rules);
      } catch (HubException refusal) {
        problems.add(refusal.error());
      }
    }
    if (!problems.isEmpty()) {
      return new TwinPreview(twin, withoutRules(twin, patch, now), Optional.empty(), problems);
    }
    TwinUpdate update = twin.patched(patch, IfMatch.any(), now, rules);
    return new TwinPreview(twin, update.after(), update.desiredChange(), problems);
  }

  private static Twin withoutRules(Twin twin, TwinPatch patch, Instant now) {
    JsonObject tags = twin.tags().values();
    JsonObject newTags = MergePatch.apply(tags, delta(tags, patch.tags()));
    JsonObject delta = delta(twin.desired().values(), patch.desired());
    return new Twin(
        twin.address(),
        twin.root(),
        twin.etag(),
        twin.version(),
        new Tags(newTags),
        delta.isEmpty() ? twin.desired() : twin.merged(delta, now),
        twin.reported());
  }

  private static JsonObject delta(JsonObject stored, SectionPatch patch) {
    if (patch instanceof SectionPatch.Merge merge) {
      return SectionDelta.ofPatch(stored, merge.members());
    }
    return patch instanceof SectionPatch.Clear
        ? SectionDelta.ofReplacement(stored, JsonObject.EMPTY)
        : JsonObject.EMPTY;
  }
}
