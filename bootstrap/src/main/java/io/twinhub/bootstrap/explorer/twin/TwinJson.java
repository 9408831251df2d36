package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.rollout.DesiredSteps;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Section;
import io.twinhub.domain.twin.Twin;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A twin as the page shows it: the document, what became of each desired property, limits, connection. */
final class TwinJson {
  private final IdentityRegistry identities;
  private final Function<TwinAddress, Optional<JsonObject>> simulations;

  TwinJson(IdentityRegistry identities, Function<TwinAddress, Optional<JsonObject>> simulations) {
    this.identities = identities;
    this.simulations = simulations;
  }

  JsonObject of(Twin twin) {
    JsonObject.Builder json = JsonObject.builder()
        .put("twin", TwinDocument.of(twin))
        .put("steps", JsonArray.of(DesiredSteps.of(twin), TwinJson::step))
        .put("limits", limits(twin))
        .put("connection", connection(twin))
        .put("modules", modules(twin.address()));
    simulations.apply(twin.address()).ifPresent(running -> json.put("simulation", running));
    return json.build();
  }

  private static JsonObject step(DesiredSteps.Step step) {
    JsonObject.Builder json = JsonObject.builder().put("path", step.path());
    step.desired().ifPresent(value -> json.put("desired", value));
    step.reported().ifPresent(value -> json.put("reported", value));
    json.put("state", step.state().text());
    if (!step.since().equals(Identity.NEVER)) {
      json.put("since", HubTime.text(step.since()));
    }
    return json.build();
  }

  /** How much of each limit is used, as the hub counts. */
  static JsonArray limits(Twin twin) {
    return JsonArray.of(
        limit("tags", Section.TAGS, twin.tags().values()),
        limit("desired", Section.DESIRED, twin.desired().values()),
        limit("reported", Section.REPORTED, twin.reported().values()));
  }

  private static JsonObject limit(String name, Section section, JsonValue values) {
    return JsonObject.builder()
        .put("section", name)
        .put("used", section.size(values))
        .put("max", section.sizeMax())
        .build();
  }

  /** The identity knows since when; a twin knows only whether. */
  private JsonObject connection(Twin twin) {
    ConnectionState state = identities
        .find(twin.address())
        .map(RegisteredIdentity::connection)
        .orElse(twin.root().connection());
    return JsonObject.builder()
        .put("state", IdentityDocument.connectionState(state.connected()))
        .put("since", HubTime.text(state.stateUpdatedTime()))
        .build();
  }

  private JsonArray modules(TwinAddress address) {
    List<RegisteredIdentity> modules =
        address.moduleId().isPresent() ? List.of() : identities.modules(address.deviceId());
    return JsonArray.of(
        modules,
        one -> new JsonString(
            one.identity().address().moduleId().map(ModuleId::value).orElse("")));
  }
}
