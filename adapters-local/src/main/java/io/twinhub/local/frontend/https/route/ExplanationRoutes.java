package io.twinhub.local.frontend.https.route;

import static io.twinhub.domain.access.DataAction.TWINS_READ;

import io.twinhub.application.port.in.TwinQueryExplanations;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryText;
import io.twinhub.local.frontend.wire.ExplanationJson;
import java.util.List;
import java.util.Optional;

/**
 * {@code /twinhub}: explanations of queries, which Azure does not offer (ADR-0031). A query is sent as to
 * {@code /devices/query}, and its problems are returned in the same way.
 */
public final class ExplanationRoutes {
  /** How many paths are returned if the request gives no number. */
  private static final int PATHS_DEFAULT = 1000;

  private final TwinQueryExplanations explanations;

  public ExplanationRoutes(TwinQueryExplanations explanations) {
    this.explanations = explanations;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("POST", "twinhub/explain", this::explain, TWINS_READ),
        Route.of("POST", "twinhub/why", this::why, TWINS_READ),
        Route.of("GET", "twinhub/paths", this::paths, TWINS_READ));
  }

  private Response explain(Call call) {
    QueryText text = text(Members.of(call.request().jsonObject()));
    return Response.ok(ExplanationJson.of(explanations.explain(call.principal(), text)));
  }

  private Response why(Call call) {
    Members body = Members.of(call.request().jsonObject());
    QueryText text = text(body);
    DeviceId device = new DeviceId(body.text(DocumentNames.DEVICE_ID).orElse(""));
    TwinAddress address = body.filledText(DocumentNames.MODULE_ID)
        .map(module -> TwinAddress.of(device, new ModuleId(module)))
        .orElseGet(() -> TwinAddress.of(device));
    return Response.ok(ExplanationJson.of(explanations.why(call.principal(), text, address)));
  }

  private static QueryText text(Members body) {
    return new QueryText(body.text("query").orElse(""));
  }

  /** With {@code used}, the paths that contain a text, with the types of their values and how many twins. */
  private Response paths(Call call) {
    Optional<String> used = call.request().target().parameter("used");
    if (used.isPresent()) {
      String part = call.request().target().parameter("contains").orElse("");
      return Response.ok(ExplanationJson.ofPaths(explanations.usedPaths(call.principal(), part)));
    }
    int max =
        call.request().target().parameter("max").map(ExplanationRoutes::max).orElse(PATHS_DEFAULT);
    return Response.ok(new JsonArray(explanations.paths(call.principal(), max).stream()
        .<JsonValue>map(path -> new JsonString(path.toString()))
        .toList()));
  }

  private static int max(String parameter) {
    if (!parameter.matches("[1-9][0-9]{0,8}")) {
      throw new HubException(RequestError.invalid(
          "max '%s' is not a whole number above 0".formatted(ClientText.shown(parameter))));
    }
    return Integer.parseInt(parameter);
  }
}
