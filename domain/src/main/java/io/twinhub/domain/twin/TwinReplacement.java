package io.twinhub.domain.twin;

import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import java.util.Optional;

/**
 * New content for whole sections of a twin. A section that is left out stays as it is.
 *
 * @param tags the new tags
 * @param desired the new desired properties
 */
public record TwinReplacement(Optional<JsonObject> tags, Optional<JsonObject> desired) {

  /**
   * The replacement that a request body stands for; what {@link TwinPatch#parse} ignores is ignored
   * here too.
   *
   * @throws HubException with {@link TwinError.NotAnObject} if a section is no object, {@link
   *     TwinError.NullValue} if it is null
   */
  public static TwinReplacement parse(JsonObject body) {
    Members members = Members.of(body);
    return new TwinReplacement(
        members.findEvenNull("tags").map(value -> TwinBody.values(value, "tags")),
        TwinBody.properties(members)
            .findEvenNull("desired")
            .map(value -> TwinBody.values(value, TwinBody.DESIRED)));
  }
}
