package io.twinhub.bootstrap.admin;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.journal.SnapshotFacts;
import io.twinhub.local.engine.snapshot.HubContents;
import io.twinhub.local.engine.snapshot.Snapshots;
import java.util.function.Supplier;

/**
 * Snapshots and resets for the hub's operator: {@code GET /snapshots}, {@code POST /snapshots} with {@code
 * {"name"}}, {@code DELETE /snapshots/NAME}, {@code POST /snapshots/NAME/restore}, {@code POST /reset}.
 */
public final class SnapshotRequests implements AdminSection {
  static final String SNAPSHOTS = "/snapshots";
  static final String RESET = "/reset";

  private static final String RESTORE = "/restore";

  private final Snapshots snapshots;
  private final Supplier<HubContents> reset;

  /**
   * A handler for one hub.
   *
   * @param reset resets the hub, and returns its contents after that
   */
  public SnapshotRequests(Snapshots snapshots, Supplier<HubContents> reset) {
    this.snapshots = snapshots;
    this.reset = reset;
  }

  @Override
  public boolean serves(String path) {
    return AdminSection.isBelow(path, SNAPSHOTS) || path.equals(RESET);
  }

  @Override
  public AdminAnswer answer(AdminRequest request) {
    String path = request.path();
    boolean post = request.method().equals("POST");
    if (path.equals(RESET) && post) {
      return AdminAnswer.json(json(reset.get()));
    }
    if (path.equals(SNAPSHOTS) && post) {
      return AdminAnswer.json(json(snapshots.create(name(request))));
    }
    if (path.equals(SNAPSHOTS) && request.method().equals("GET")) {
      return AdminAnswer.json(new JsonArray(
          snapshots.list().stream().<JsonValue>map(SnapshotRequests::json).toList()));
    }
    if (path.startsWith(SNAPSHOTS + "/")) {
      String rest = path.substring(SNAPSHOTS.length() + 1);
      if (post && rest.endsWith(RESTORE)) {
        String name = rest.substring(0, rest.length() - RESTORE.length());
        return AdminAnswer.json(json(snapshots.restore(name)));
      }
      if (request.method().equals("DELETE")) {
        snapshots.delete(rest);
        return AdminAnswer.nothing();
      }
    }
    return AdminAnswer.text(
        405,
        "/snapshots accepts GET and POST, each snapshot accepts DELETE and POST to %s; %s accepts POST"
            .formatted(RESTORE, RESET));
  }

  private static String name(AdminRequest request) {
    JsonObject body = JsonText.parseObject(request.body());
    if (!(body.find("name").orElse(body) instanceof JsonString name)) {
      throw new HubException(RequestError.missing("'name' is missing or is not a string"));
    }
    return name.value();
  }

  private static JsonObject json(SnapshotFacts facts) {
    JsonObject.Builder json = JsonObject.builder()
        .put("name", facts.name())
        .put("created", HubTime.text(facts.created()));
    facts
        .counts()
        .ifPresentOrElse(
            counts -> json.put("devices", counts.devices()).put("modules", counts.modules()),
            () -> json.put("problem", "cannot be read"));
    return json.put("bytes", facts.bytes()).build();
  }

  private static JsonObject json(HubContents contents) {
    return JsonObject.builder()
        .put("devices", contents.devices())
        .put("modules", contents.modules())
        .build();
  }
}
