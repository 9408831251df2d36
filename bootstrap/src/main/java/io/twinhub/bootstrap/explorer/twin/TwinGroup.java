package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinPreview;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Twins of devices and modules: {@code GET twin}, {@code PATCH twin} with a condition on the etag, and {@code
 * POST preview}, which changes nothing.
 */
final class TwinGroup implements ExplorerGroup {
  private static final String ERROR = "error";

  private final ExplorerHub hub;
  private final TwinJson json;

  TwinGroup(ExplorerHub hub, Function<TwinAddress, Optional<JsonObject>> simulations) {
    this.hub = hub;
    this.json = new TwinJson(hub.reads().identities(), simulations);
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return switch (request.route()) {
      case "GET devices/*/twin" ->
        Optional.of(ExplorerAnswer.of(json.of(found(request.address()))));
      case "PATCH devices/*/twin" -> Optional.of(patched(request));
      case "POST devices/*/preview" -> Optional.of(ExplorerAnswer.of(preview(request)));
      default -> Optional.empty();
    };
  }

  private Twin found(TwinAddress address) {
    return hub.reads()
        .twins()
        .find(address)
        .orElseThrow(() -> new HubException(address.notFound()));
  }

  private ExplorerAnswer patched(ExplorerRequest request) {
    TwinAddress address = request.address();
    TwinPatch patch = PatchDocument.patch(request.object());
    try {
      return ExplorerAnswer.of(
          json.of(hub.ports().twins().patch(address, patch, request.ifMatch())));
    } catch (HubException refusal) {
      if (refusal.code() != ErrorCode.PRECONDITION_FAILED) {
        throw refusal;
      }
      JsonObject body = JsonObject.builder()
          .put(ERROR, ExplorerAnswer.json(refusal.error()))
          .put("theirs", json.of(found(address)))
          .build();
      return new ExplorerAnswer.Document(refusal.code().httpStatus(), body);
    }
  }

  private JsonObject preview(ExplorerRequest request) {
    Twin twin = found(request.address());
    TwinPatch patch = PatchDocument.patch(request.object());
    Instant now = hub.local().map(local -> local.clock().instant()).orElseGet(Instant::now);
    TwinPreview preview = TwinPreview.of(twin, patch, now, hub.rules());
    boolean connected = twin.root().connection().connected();
    Optional<JsonValue> told =
        preview.notification().filter(change -> connected).map(DeviceTwinDocument::of);
    return JsonObject.builder()
        .put("before", TwinDocument.of(twin))
        .put("after", TwinDocument.of(preview.after()))
        .put("notification", told.orElse(JsonNull.NULL))
        .put("notificationNote", note(preview, connected))
        .put("limits", TwinJson.limits(preview.after()))
        .put("problems", JsonArray.of(preview.problems(), ExplorerAnswer::json))
        .build();
  }

  private static String note(TwinPreview preview, boolean connected) {
    TwinAddress address = preview.before().address();
    if (!preview.problems().isEmpty()) {
      return "This change would be refused, so %s would be told nothing.".formatted(address);
    }
    if (preview.notification().isEmpty()) {
      return "%s is told nothing: no desired property changes.".formatted(address);
    }
    return connected
        ? "%s is connected and is told at once.".formatted(address)
        : "%s is not connected. It is told nothing now, and reads its twin when it connects."
            .formatted(address);
  }
}
