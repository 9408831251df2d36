package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonObject;

/**
 * A partial change of tags and desired properties, applied as a whole or not at all.
 *
 * @param tags what changes in the tags
 * @param desired what changes in the desired properties
 */
public record TwinPatch(SectionPatch tags, SectionPatch desired) {

  /** A patch that merges {@code members} into the tags. */
  public static TwinPatch ofTags(JsonObject members) {
    return new TwinPatch(new SectionPatch.Merge(members), SectionPatch.KEEP);
  }

  /** A patch that merges {@code members} into the desired properties. */
  public static TwinPatch ofDesired(JsonObject members) {
    return new TwinPatch(SectionPatch.KEEP, new SectionPatch.Merge(members));
  }
}
