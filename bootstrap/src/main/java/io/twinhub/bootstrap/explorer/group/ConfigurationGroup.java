package io.twinhub.bootstrap.explorer.group;

import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationError;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.document.ConfigurationDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import java.util.Map;
import java.util.Optional;

/**
 * Automatic configurations: {@code configurations}, {@code configuration?id=…}, and {@code
 * configuration/missed?id=…}, the twins that did not get all of it. Ids are parameters as those of jobs are.
 */
final class ConfigurationGroup implements ExplorerGroup {
  /** How many configurations are shown: as many as a hub may have. Source: Azure's page on quotas. */
  private static final int CONFIGURATIONS_MAX = 100;

  /** How many twins an answer has at most. The page asks for more on a click. */
  private static final PageSize PAGE = new PageSize(25);

  private static final String ID = "id";

  private final ExplorerHub hub;

  ConfigurationGroup(ExplorerHub hub) {
    this.hub = hub;
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return json(request).map(ExplorerAnswer::of);
  }

  private Optional<JsonObject> json(ExplorerRequest request) {
    return switch (request.route()) {
      case "GET configurations" -> Optional.of(list());
      case "GET configuration" -> Optional.of(whole(found(request)));
      case "GET configuration/missed" ->
        Optional.of(missed(found(request), request.parameter("after").map(ContinuationToken::new)));
      default -> Optional.empty();
    };
  }

  private MeasuredConfiguration found(ExplorerRequest request) {
    ConfigurationId id = new ConfigurationId(request.parameter(ID).orElse(""));
    return hub.reads()
        .configurations()
        .find(id)
        .orElseThrow(() -> new HubException(ConfigurationError.notFound(id)));
  }

  /** {@code {"rows"}}, in the order of their ids. */
  private JsonObject list() {
    return JsonObject.of(
        "rows",
        JsonArray.of(
            hub.reads().configurations().list(CONFIGURATIONS_MAX),
            one -> row(one).build()));
  }

  /** A configuration without its content and its queries, since they may be large. */
  private static JsonObject.Builder row(MeasuredConfiguration measured) {
    ConfigurationRequest wanted = measured.configuration().wanted();
    return JsonObject.builder()
        .put(ID, wanted.id().value())
        .put("priority", wanted.priority())
        .put("condition", wanted.target().text())
        .put("content", wanted.content().kind().member())
        .put("system", numbers(measured.results().system()))
        .put("custom", numbers(measured.results().custom()));
  }

  private static JsonObject numbers(Map<String, Long> results) {
    JsonObject.Builder numbers = JsonObject.builder();
    results.forEach(numbers::put);
    return numbers.build();
  }

  /** The same with the document that the hub shows. */
  private static JsonObject whole(MeasuredConfiguration measured) {
    return row(measured).put("document", ConfigurationDocument.of(measured)).build();
  }

  /** {@code {"rows","next"}}: twins with nothing of the configuration, or not with all of it, and why. */
  private JsonObject missed(MeasuredConfiguration measured, Optional<ContinuationToken> after) {
    ConfigurationRequest wanted = measured.configuration().wanted();
    boolean ofDevices = wanted.content().kind() == ConfigurationContent.Kind.DEVICE;
    String applied = "configurations.[[%s]]".formatted(wanted.id());
    QueryText text = new QueryText(
        "SELECT deviceId, %s%s.status AS status, %s.reason AS reason FROM %s WHERE %s.status = 'Targeted' OR is_defined(%s.reason)"
            .formatted(
                ofDevices ? "" : "moduleId, ",
                applied,
                applied,
                ofDevices ? "devices" : "devices.modules",
                applied,
                applied));
    QueryPage page = hub.reads().queries().run(text, PAGE, after);
    return JsonObject.builder()
        .put("rows", JsonArray.of(page.rows(), row -> row))
        .put("next", JsonString.orNull(page.next().map(ContinuationToken::value)))
        .build();
  }
}
