package io.twinhub.local.frontend.https.route.fleet;

import static io.twinhub.domain.access.DataAction.CONFIGURATIONS_APPLY;
import static io.twinhub.domain.access.DataAction.CONFIGURATIONS_DELETE;
import static io.twinhub.domain.access.DataAction.CONFIGURATIONS_READ;
import static io.twinhub.domain.access.DataAction.CONFIGURATIONS_TEST;
import static io.twinhub.domain.access.DataAction.CONFIGURATIONS_WRITE;

import io.twinhub.application.port.in.ServiceConfigurations;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.document.ConfigurationDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.frontend.https.route.Call;
import io.twinhub.local.frontend.https.route.Response;
import io.twinhub.local.frontend.https.route.Route;
import java.util.List;
import java.util.Optional;

/** {@code /configurations}: automatic configurations and deployments. */
public final class ConfigurationRoutes {
  private static final String ONE = "configurations/*";
  private static final String HEADER = "If-Match";

  /** How many are listed if the client does not say. */
  private static final int TOP_DEFAULT = 100;

  private final ServiceConfigurations configurations;
  private final TwinRules rules;

  /**
   * Leads to {@code configurations}.
   *
   * @param rules what twins may hold, and so what a content may have
   */
  public ConfigurationRoutes(ServiceConfigurations configurations, TwinRules rules) {
    this.configurations = configurations;
    this.rules = rules;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("POST", "configurations/testQueries", this::test, CONFIGURATIONS_TEST),
        Route.of("GET", "configurations", this::list, CONFIGURATIONS_READ),
        Route.of("GET", ONE, this::get, CONFIGURATIONS_READ),
        Route.of("PUT", ONE, this::put, CONFIGURATIONS_WRITE),
        Route.of("DELETE", ONE, this::delete, CONFIGURATIONS_DELETE),
        Route.of("POST", "devices/*/applyConfigurationContent", this::apply, CONFIGURATIONS_APPLY));
  }

  private Response list(Call call) {
    int top =
        call.request().target().parameter("top").map(ConfigurationRoutes::top).orElse(TOP_DEFAULT);
    return Response.ok(
        JsonArray.of(configurations.list(call.principal(), top), ConfigurationDocument::of));
  }

  /** .NET sends 0 for all. */
  private static int top(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new HubException(RequestError.invalid(
          "top must be a whole number, but was '%s'".formatted(ClientText.shown(text))));
    }
    int top = Integer.parseInt(text);
    return top == 0 ? TOP_DEFAULT : top;
  }

  private Response get(Call call) {
    return answer(configurations.get(call.principal(), id(call)));
  }

  /** With If-Match it changes, without it creates. */
  private Response put(Call call) {
    ConfigurationId id = id(call);
    ConfigurationRequest wanted =
        ConfigurationDocument.request(call.request().jsonObject(), id, rules);
    Optional<String> header = call.header(HEADER);
    return answer(
        header.isPresent()
            ? configurations.update(call.principal(), wanted, IfMatch.parseOfIdentity(header.get()))
            : configurations.create(call.principal(), wanted));
  }

  private Response delete(Call call) {
    IfMatch ifMatch = IfMatch.parseOfIdentity(call.header(HEADER).orElse(""));
    configurations.delete(call.principal(), id(call), ifMatch);
    return Response.noContent();
  }

  private Response test(Call call) {
    Members members = Members.of(call.request().jsonObject());
    QueryTest test = configurations.test(
        call.principal(),
        ConfigurationDocument.testedCondition(members),
        ConfigurationDocument.testedMetrics(members));
    return Response.ok(ConfigurationDocument.of(test));
  }

  private Response apply(Call call) {
    configurations.apply(
        call.principal(),
        call.deviceId(),
        ConfigurationContent.of(call.request().jsonObject(), rules));
    return Response.noContent();
  }

  private static ConfigurationId id(Call call) {
    return new ConfigurationId(call.ids().get(0));
  }

  private static Response answer(MeasuredConfiguration measured) {
    return Response.ok(ConfigurationDocument.of(measured))
        .withEtag(measured.configuration().etag());
  }
}
