package io.twinhub.domain.document;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.property.Standing;
import io.twinhub.domain.twin.property.Standings;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configurations of a twin: {@code {"ID":{"status":"Targeted","reason":"…"}}}. */
public final class StandingsDocument {
  private StandingsDocument() {}

  /** The document. */
  public static JsonObject of(Standings standings) {
    JsonObject.Builder document = JsonObject.builder();
    standings.byId().forEach((id, standing) -> {
      JsonObject.Builder entry = JsonObject.builder().put(DocumentNames.STATUS, standing.status());
      standing.reason().ifPresent(reason -> entry.put(DocumentNames.REASON, reason));
      document.put(id, entry.build());
    });
    return document.build();
  }

  /** What {@link #of} wrote, or another hub. */
  public static Standings read(Members members) {
    if (members.object().isEmpty()) {
      return Standings.NONE;
    }
    Map<String, Standing> standings = new LinkedHashMap<>();
    for (String id : members.object().names()) {
      members
          .object(id)
          .ifPresent(entry -> standings.put(
              id,
              new Standing(
                  entry.text(DocumentNames.STATUS).orElse(""),
                  entry.filledText(DocumentNames.REASON))));
    }
    return new Standings(standings);
  }
}
