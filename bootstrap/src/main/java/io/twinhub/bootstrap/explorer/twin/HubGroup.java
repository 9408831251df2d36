package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.TwinRules;
import java.time.Instant;
import java.util.Optional;

/** What the hub is, which features of the page it has, and whether its twins may contain arrays. */
final class HubGroup implements ExplorerGroup {
  private final ExplorerHub hub;

  HubGroup(ExplorerHub hub) {
    this.hub = hub;
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return request.route().equals("GET hub")
        ? Optional.of(ExplorerAnswer.of(json()))
        : Optional.empty();
  }

  private JsonObject json() {
    RegistryStatistics statistics = hub.reads().identities().statistics();
    Instant now = hub.local().map(local -> local.clock().instant()).orElseGet(Instant::now);
    return JsonObject.builder()
        .put("name", hub.name())
        .put("version", hub.version())
        .put("kind", hub.local().isPresent() ? "local" : "remote")
        .put("now", HubTime.text(now))
        .put("devices", statistics.total())
        .put("connected", statistics.connected())
        .put("features", features())
        .build();
  }

  /** Only a hub in this process tells its journal, its faults, its clock and the plans of its queries. */
  private JsonObject features() {
    boolean here = hub.local().isPresent();
    return JsonObject.builder()
        .put("journal", here)
        .put("faults", here)
        .put("clock", here)
        .put("plan", here)
        .put("live", hub.live())
        .put("preview", true)
        .put("events", hub.live())
        .put("arrays", hub.rules().arrays() == TwinRules.Arrays.ALLOW)
        .build();
  }
}
