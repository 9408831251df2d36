package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.application.port.in.fleet.Difference;
import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What differs between this hub and another: {@code GET compare?with=NAME} for one that runs on this machine, or
 * {@code POST compare} with {@code {connectionString}}, which must not stand in an address. Both take {@code
 * after}, the {@code next} of the page before.
 */
final class CompareGroup implements ExplorerGroup {
  /** How many comparisons are kept; the oldest gives way. */
  private static final int KEPT_MAX = 4;

  private static final String CONNECTION_STRING = "connectionString";
  private static final String AFTER = "after";

  private final ExplorerHub hub;
  private final OtherHubs others;
  private final Map<Integer, Comparison> comparisons = new LinkedHashMap<>();
  private int number;

  CompareGroup(ExplorerHub hub, OtherHubs others) {
    this.hub = hub;
    this.others = others;
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return switch (request.route()) {
      case "GET compare" ->
        Optional.of(answer(request.parameter("with"), request.parameter(AFTER)));
      case "POST compare" -> {
        Members body = request.members();
        body.requireKnown(Set.of(CONNECTION_STRING, AFTER));
        yield Optional.of(answer(body.filledText(CONNECTION_STRING), body.filledText(AFTER)));
      }
      default -> Optional.empty();
    };
  }

  private ExplorerAnswer answer(Optional<String> other, Optional<String> after) {
    String name = other
        .map(String::strip)
        .orElseThrow(() -> new HubException(RequestError.missing(
            "the other hub is missing: name one that runs on this machine with 'with', or send its"
                + " 'connectionString'")));
    if (name.equalsIgnoreCase(hub.name())) {
      throw new HubException(
          RequestError.invalid("'%s' is this hub; name another".formatted(ClientText.shown(name))));
    }
    String place = after.orElseGet(() -> begun(name) + "-0");
    if (!place.matches("[0-9]{1,9}-[0-9]{1,9}")) {
      throw unknown();
    }
    int dash = place.indexOf('-');
    int id = Integer.parseInt(place.substring(0, dash));
    try {
      Comparison.Page page = kept(id).page(Integer.parseInt(place.substring(dash + 1)));
      return ExplorerAnswer.of(JsonObject.builder()
          .put("differences", JsonArray.of(page.differences(), CompareGroup::json))
          .put("next", JsonString.orNull(page.next().map(next -> id + "-" + next)))
          .build());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new HubException(RequestError.unavailable("the hub is stopping"));
    }
  }

  private synchronized int begun(String name) {
    int id = ++number;
    comparisons.put(id, Comparison.of(hub.reads(), others.open(name)));
    if (comparisons.size() > KEPT_MAX) {
      Integer oldest = comparisons.keySet().iterator().next();
      Optional.ofNullable(comparisons.remove(oldest)).ifPresent(Comparison::close);
    }
    return id;
  }

  private synchronized Comparison kept(int id) {
    return Optional.ofNullable(comparisons.get(id)).orElseThrow(CompareGroup::unknown);
  }

  private static HubException unknown() {
    return new HubException(RequestError.invalid(
        "'after' names no comparison that is still kept; compare again from the beginning"));
  }

  private static JsonObject json(Difference difference) {
    JsonObject.Builder json = JsonObject.builder()
        .put(DocumentNames.DEVICE_ID, difference.address().deviceId().value());
    difference
        .address()
        .moduleId()
        .map(ModuleId::value)
        .ifPresent(id -> json.put(DocumentNames.MODULE_ID, id));
    json.put("path", difference.path().toString());
    difference.left().ifPresent(value -> json.put("here", value));
    difference.right().ifPresent(value -> json.put("there", value));
    return json.build();
  }

  @Override
  public synchronized void close() {
    comparisons.values().forEach(Comparison::close);
    comparisons.clear();
  }
}
