package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.rollout.DesiredSteps;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.query.TwinCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of the list of devices, page by page; no request reads more of a hub than a page needs. */
final class DeviceRows {
  private static final String IDS = "SELECT deviceId FROM devices";
  static final String TWINS = "SELECT * FROM devices";

  /** What stands before a condition. */
  static final String WHERE = " WHERE ";

  /**
   * How many ids a search in this process looks at for one page. A hub elsewhere is asked for ids that begin
   * with the word, since it would send every id.
   */
  private static final int SEARCHED_MAX = 200_000;

  private final HubPorts hub;
  private final boolean here;

  /**
   * The devices of a hub.
   *
   * @param here whether it is in this process; then rows show each device as it is now, even if queries lag
   */
  DeviceRows(HubPorts hub, boolean here) {
    this.hub = hub;
    this.here = here;
  }

  /**
   * Some rows.
   *
   * @param next where the next rows begin; empty after the last
   */
  record Page(List<JsonObject> rows, Optional<ContinuationToken> next) {}

  /** The next devices by id. */
  Page all(Optional<ContinuationToken> after) {
    return page("", after);
  }

  /**
   * The next devices that meet a condition.
   *
   * @throws io.twinhub.domain.error.HubException with the problems, placed within {@code condition}
   */
  Page meeting(String condition, Optional<ContinuationToken> after) {
    var unused = TwinCondition.of(condition);
    return page(WHERE + condition, after);
  }

  /** The next devices whose ids have {@code word} in them, in capitals or not. */
  Page named(String word, Optional<ContinuationToken> after) {
    if (!here) {
      return page(WHERE + "STARTSWITH(deviceId, '%s')".formatted(word.replace("'", "''")), after);
    }
    String wanted = word.toLowerCase(Locale.ROOT);
    List<JsonObject> rows = new ArrayList<>();
    Optional<ContinuationToken> from = after;
    int searched = 0;
    do {
      PageSize size = new PageSize(PageSize.MAX - rows.size());
      QueryPage found = hub.queries().run(new QueryText(IDS), size, from);
      for (JsonObject row : found.rows()) {
        if (id(row).toLowerCase(Locale.ROOT).contains(wanted)) {
          twin(row).map(DeviceRows::row).ifPresent(rows::add);
        }
      }
      searched += found.results().size();
      from = found.next();
    } while (from.isPresent() && rows.size() < PageSize.MAX && searched < SEARCHED_MAX);
    return new Page(rows, from);
  }

  private Page page(String where, Optional<ContinuationToken> after) {
    QueryText text = new QueryText((here ? IDS : TWINS) + where);
    QueryPage found = hub.queries().run(text, PageSize.DEFAULT, after);
    List<JsonObject> rows = found.rows().stream()
        .flatMap(row -> twin(row).stream())
        .map(DeviceRows::row)
        .toList();
    return new Page(rows, found.next());
  }

  private static String id(JsonObject row) {
    return row.find(DocumentNames.DEVICE_ID).orElse(row) instanceof JsonString id ? id.value() : "";
  }

  /** The twin of a row; a device may be deleted meanwhile. */
  private Optional<Twin> twin(JsonObject row) {
    return here
        ? hub.twins().find(TwinAddress.device(id(row)))
        : Optional.of(TwinDocument.twin(row));
  }

  private static JsonObject row(Twin twin) {
    return JsonObject.builder()
        .put(DocumentNames.DEVICE_ID, twin.address().deviceId().value())
        .put(DocumentNames.STATUS, twin.root().status().azureName())
        .put(
            DocumentNames.CONNECTION_STATE,
            IdentityDocument.connectionState(twin.root().connection().connected()))
        .put(
            DocumentNames.LAST_ACTIVITY_TIME,
            HubTime.text(twin.root().connection().lastActivityTime()))
        .put("desiredVersion", twin.desired().version().asJson())
        .put("reportedVersion", twin.reported().version().asJson())
        .put("waiting", DesiredSteps.waiting(twin))
        .put(DocumentNames.ETAG, twin.etag().value())
        .build();
  }
}
