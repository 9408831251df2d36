package io.twinhub.bootstrap.cli.remote;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.sql.SqlHub;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.query.PageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Queries and their explanations over a hub's REST API. */
public final class HubQueries implements SqlHub {
  private static final int PATHS_MAX = 10_000;

  private final HubApi hub;

  public HubQueries(HubApi hub) {
    this.hub = hub;
  }

  @Override
  public Page page(String sql, int max, Optional<String> from) {
    HubApi.Answer answer = hub.query(sql, max, from);
    List<JsonValue> rows =
        answer.body() instanceof JsonArray array ? array.elements() : List.of(answer.body());
    return new Page(rows, answer.continuation(), answer.warnings());
  }

  /**
   * The rows of a query, of all its pages.
   *
   * @param top how many rows at most
   * @param warned is told what is odd about the query, if anything is
   */
  public JsonArray all(String sql, int top, Consumer<String> warned) {
    List<JsonValue> rows = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Page page = page(sql, Math.min(PageSize.MAX, top - rows.size()), next);
      if (next.isEmpty()) {
        page.warnings().ifPresent(warned);
      }
      rows.addAll(page.rows());
      next = page.next();
    } while (next.isPresent() && rows.size() < top);
    return new JsonArray(rows);
  }

  @Override
  public JsonObject explain(String sql) {
    return told("explain", JsonObject.of("query", new JsonString(sql)));
  }

  @Override
  public JsonObject why(String sql, String deviceId) {
    return why(sql, JsonObject.of(DocumentNames.DEVICE_ID, new JsonString(deviceId)));
  }

  /** Explains why a device or module is in an answer, or is not. */
  public JsonObject why(String sql, JsonObject ids) {
    return told("why", ids.with("query", new JsonString(sql)));
  }

  private JsonObject told(String what, JsonObject body) {
    Optional<JsonObject> answer = hub.sendToTwinhub("POST", "/twinhub/" + what, Optional.of(body))
        .map(JsonObject.class::cast);
    return answer.orElseThrow(() -> CommandFailure.refused(
        "this hub is not a Twinhub, and Azure IoT Hub does not explain queries; copy its twins to a local"
            + " hub with 'twinhub hub copy'"));
  }

  @Override
  public JsonObject invoke(TwinAddress address, String method, JsonValue payload) {
    JsonObject body = JsonObject.builder()
        .put("methodName", new JsonString(method))
        .put("payload", payload)
        .build();
    JsonValue answer =
        new HubMethods(hub).invoke(address, body, MethodLimits.RESPONSE_TIMEOUT_DEFAULT);
    return (JsonObject) answer;
  }

  /**
   * Paths that contain a text, with what they hold: {@code [{"path","type","count"}]}.
   *
   * @throws CommandFailure if the hub is not a Twinhub
   */
  public JsonArray usedPaths(String part) {
    return hub.sendToTwinhub(
            "GET", "/twinhub/paths?used=true&contains=" + HubApi.segment(part), Optional.empty())
        .map(JsonArray.class::cast)
        .orElseThrow(
            () -> CommandFailure.refused(
                "this hub is not a Twinhub, and Azure IoT Hub does not list paths; look at some twins"));
  }

  @Override
  public List<String> paths() {
    return hub.sendToTwinhub("GET", "/twinhub/paths?max=" + PATHS_MAX, Optional.empty())
        .map(paths -> ((JsonArray) paths)
            .elements().stream()
                .map(JsonString.class::cast)
                .map(JsonString::value)
                .toList())
        .orElse(List.of());
  }
}
