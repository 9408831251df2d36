package io.twinhub.domain.twin;

import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;

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

  /**
   * The patch that a request body stands for: {@code {"tags":{…},"properties":{"desired":{…}}}}, both
   * optional, the names in any case. All else in the body is ignored, since clients send whole twins back: other root members
   * with any value, {@code properties.reported}, and {@code $metadata} and {@code $version} in desired.
   *
   * @throws HubException with {@link TwinError.NotAnObject} if a section is neither object nor null
   */
  public static TwinPatch parse(JsonObject body) {
    Members members = Members.of(body);
    return new TwinPatch(
        section(members, "tags", "tags"),
        section(TwinBody.properties(members), "desired", TwinBody.DESIRED));
  }

  private static SectionPatch section(Members parent, String name, String path) {
    return parent.findEvenNull(name).map(value -> section(value, path)).orElse(SectionPatch.KEEP);
  }

  private static SectionPatch section(JsonValue value, String path) {
    return value == JsonNull.NULL
        ? SectionPatch.CLEAR
        : new SectionPatch.Merge(TwinBody.values(value, path));
  }
}
