package io.twinhub.bootstrap.explorer.group;

import io.twinhub.bootstrap.admin.AdminAnswer;
import io.twinhub.bootstrap.admin.AdminRequest;
import io.twinhub.bootstrap.admin.AdminSection;
import io.twinhub.bootstrap.admin.ClockRequests;
import io.twinhub.bootstrap.admin.FaultRequests;
import io.twinhub.bootstrap.admin.JournalRequests;
import io.twinhub.bootstrap.admin.ThrottleFacts;
import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only a hub in this process has: {@code faults}, {@code throttles}, {@code clock} and {@code
 * devices/D/timeline}. Faults, clock and journal are the pages of the admin port.
 */
final class OperatorGroup implements ExplorerGroup {
  private static final String FAULTS = "faults";

  private final Optional<Sections> sections;

  OperatorGroup(ExplorerHub hub) {
    this.sections = hub.local().map(OperatorGroup::sections);
  }

  private record Sections(
      AdminSection faults, AdminSection clock, AdminSection journal, ExplorerHub.Local local) {}

  private static Sections sections(ExplorerHub.Local local) {
    return new Sections(
        new FaultRequests(local.hub().faults()),
        new ClockRequests(local.clock()),
        new JournalRequests(
            local.hub().operations(),
            local.clock(),
            one -> local.hub().identities().find(one).isPresent()),
        local);
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return switch (request.route()) {
      case "GET faults", "POST faults", "DELETE faults" ->
        Optional.of(of(here().faults(), request, "/" + FAULTS));
      case "GET clock", "POST clock" -> Optional.of(of(here().clock(), request, "/clock"));
      case "GET devices/*/timeline" -> Optional.of(timeline(request));
      case "GET throttles" -> Optional.of(ExplorerAnswer.of(throttles()));
      default -> isOneFault(request) ? Optional.of(ofOneFault(request)) : Optional.empty();
    };
  }

  private Sections here() {
    return sections.orElseThrow(() -> new HubException(HubError.of(
        ErrorCode.INVALID_OPERATION,
        "only the Explorer of a Twinhub, which 'twinhub start' prints, shows its journal, faults, throttles and"
            + " clock")));
  }

  private static boolean isOneFault(ExplorerRequest request) {
    List<String> segments = request.segments();
    return request.method().equals("DELETE")
        && segments.size() == 2
        && segments.get(0).equals(FAULTS);
  }

  private ExplorerAnswer ofOneFault(ExplorerRequest request) {
    return of(here().faults(), request, "/" + String.join("/", request.segments()));
  }

  private static ExplorerAnswer of(AdminSection section, ExplorerRequest request, String path) {
    return answer(
        section.answer(new AdminRequest(request.method(), path, request.query(), request.body())));
  }

  private ExplorerAnswer timeline(ExplorerRequest request) {
    TwinAddress address = request.address();
    Map<String, String> query = new HashMap<>();
    query.put("device", address.deviceId().value());
    address.moduleId().ifPresent(module -> query.put("module", module.value()));
    for (String name : List.of("since", "kind", "limit")) {
      request.parameter(name).ifPresent(value -> query.put(name, value));
    }
    return answer(
        here().journal().answer(new AdminRequest("GET", JournalRequests.PATH, query, new byte[0])));
  }

  /** The sections tell refusals by exceptions, and answer the methods of these routes. */
  private static ExplorerAnswer answer(AdminAnswer answer) {
    return answer.body().length == 0
        ? ExplorerAnswer.done()
        : new ExplorerAnswer.Text(answer.body());
  }

  private JsonObject throttles() {
    JsonObject.Builder json = JsonObject.builder();
    ThrottleFacts.put(json, here().local().hub().throttles());
    return json.has("throttled")
        ? json.build()
        : json.put("throttled", new JsonArray(List.of())).build();
  }
}
