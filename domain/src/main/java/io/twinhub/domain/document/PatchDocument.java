package io.twinhub.domain.document;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.HubMembers;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinError;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.util.Optional;

/**
 * The body of a request that writes a twin: {@code {"tags":{…},"properties":{"desired":{…}}}}. Both sections
 * are optional, and their names are read in any case. Clients send whole twins back, so everything else in
 * the body is ignored: other members of the root, {@code properties.reported}, and {@code $metadata} and
 * {@code $version} in the desired properties.
 */
public final class PatchDocument {
  private static final String DESIRED_PATH = "properties.desired";

  private PatchDocument() {}

  /** The body that asks for a patch: sections to keep are left out, and sections to empty are null. */
  public static JsonObject of(TwinPatch patch) {
    return body(said(patch.tags()), said(patch.desired()));
  }

  /** The body that asks for a replacement: sections to keep are left out. */
  public static JsonObject of(TwinReplacement replacement) {
    return body(replacement.tags(), replacement.desired());
  }

  private static Optional<JsonValue> said(SectionPatch patch) {
    if (patch instanceof SectionPatch.Merge merge) {
      return Optional.of(merge.members());
    }
    return patch instanceof SectionPatch.Clear ? Optional.of(JsonNull.NULL) : Optional.empty();
  }

  private static JsonObject body(
      Optional<? extends JsonValue> tags, Optional<? extends JsonValue> desired) {
    JsonObject.Builder body = JsonObject.builder();
    tags.ifPresent(section -> body.put(DocumentNames.TAGS, section));
    desired.ifPresent(section ->
        body.put(DocumentNames.PROPERTIES, JsonObject.of(DocumentNames.DESIRED, section)));
    return body.build();
  }

  /**
   * The patch that a body asks for. A null section is emptied.
   *
   * @throws HubException with {@link TwinError#notAnObject} if a section is neither an object nor null
   */
  public static TwinPatch patch(JsonObject body) {
    Members members = Members.of(body);
    return new TwinPatch(
        section(members, DocumentNames.TAGS, DocumentNames.TAGS),
        section(properties(members), DocumentNames.DESIRED, DESIRED_PATH));
  }

  /**
   * The replacement that a body asks for.
   *
   * @throws HubException with {@link TwinError#notAnObject} if a section is not an object, or {@link
   *     TwinError#nullValue} if it is null
   */
  public static TwinReplacement replacement(JsonObject body) {
    Members members = Members.of(body);
    return new TwinReplacement(
        members.findEvenNull(DocumentNames.TAGS).map(value -> values(value, DocumentNames.TAGS)),
        properties(members)
            .findEvenNull(DocumentNames.DESIRED)
            .map(value -> values(value, DESIRED_PATH)));
  }

  private static SectionPatch section(Members parent, String name, String path) {
    return parent
        .findEvenNull(name)
        .map(value -> value == JsonNull.NULL
            ? SectionPatch.CLEAR
            : new SectionPatch.Merge(values(value, path)))
        .orElse(SectionPatch.KEEP);
  }

  private static Members properties(Members body) {
    JsonValue properties = body.find(DocumentNames.PROPERTIES).orElse(JsonObject.EMPTY);
    if (properties instanceof JsonObject object) {
      return Members.of(object);
    }
    throw new HubException(TwinError.notAnObject(DocumentNames.PROPERTIES));
  }

  private static JsonObject values(JsonValue section, String path) {
    if (section == JsonNull.NULL) {
      throw new HubException(TwinError.nullValue(path));
    }
    if (section instanceof JsonObject object) {
      return path.equals(DocumentNames.TAGS) ? object : HubMembers.dropFrom(object);
    }
    throw new HubException(TwinError.notAnObject(path));
  }
}
