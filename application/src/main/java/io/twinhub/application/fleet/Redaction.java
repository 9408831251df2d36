package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left out of a fleet's documents.
 *
 * @param keys whether keys are left out
 * @param tags the tags that are left out, with everything below them
 */
public record Redaction(boolean keys, List<JsonPath> tags) {

  /** Nothing is left out. */
  public static final Redaction NONE = new Redaction(false, List.of());

  private static final String KEYS = "keys";
  private static final String TAGS = "tags";

  /** Copies {@code tags}. */
  public Redaction {
    tags = List.copyOf(tags);
  }

  /**
   * The redaction that {@code parts} name: {@code keys}, {@code tags}, {@code tags.owner.mail}.
   *
   * @throws IllegalArgumentException naming a part that is neither
   */
  public static Redaction parse(List<String> parts) {
    boolean keys = false;
    List<JsonPath> tags = new ArrayList<>();
    for (String part : parts) {
      List<String> segments = JsonPath.parse(part).segments();
      if (part.equals(KEYS)) {
        keys = true;
      } else if (!segments.contains("")
          && !segments.isEmpty()
          && segments.get(0).equals(TAGS)) {
        tags.add(new JsonPath(segments.subList(1, segments.size())));
      } else {
        throw new IllegalArgumentException(
            "'%s' is neither keys nor tags nor a path such as tags.owner".formatted(part));
      }
    }
    return new Redaction(keys, tags);
  }

  /** The parts of {@code member} that are not left out. */
  public FleetMember of(FleetMember member) {
    FleetMember told = keys && member.hasKeys() ? member.with(FleetMember.KEYS_NOT_TOLD) : member;
    JsonObject kept = told.content().tags();
    for (JsonPath path : tags) {
      kept = without(kept, path.segments());
    }
    return told.with(told.content().withTags(kept));
  }

  private static JsonObject without(JsonObject object, List<String> path) {
    if (path.isEmpty()) {
      return JsonObject.EMPTY;
    }
    String first = path.get(0);
    if (path.size() == 1) {
      return object.without(first);
    }
    return object.find(first).orElse(JsonObject.EMPTY) instanceof JsonObject inner
            && object.has(first)
        ? object.with(first, without(inner, path.subList(1, path.size())))
        : object;
  }
}
