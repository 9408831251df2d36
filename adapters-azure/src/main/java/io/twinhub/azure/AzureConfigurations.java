package io.twinhub.azure;

import io.twinhub.application.port.out.Configurations;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.document.ConfigurationDocument;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinRules;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Configurations of a hub over REST. The SDK's client is not used (ADR-0022): it keeps numbers of contents as
 * doubles, and knows neither tests of queries nor an error but its status. Addresses are the SDK's.
 */
final class AzureConfigurations implements Configurations {
  /** The hub has checked what it answers. */
  private static final TwinRules RULES = new TwinRules(TwinRules.Arrays.ALLOW);

  private final ServiceRest rest;

  AzureConfigurations(ServiceRest rest) {
    this.rest = rest;
  }

  @Override
  public MeasuredConfiguration create(ConfigurationRequest wanted) {
    return measured(rest.send(put(wanted)));
  }

  private RestCall put(ConfigurationRequest wanted) {
    return RestCall.write("PUT", path(wanted.id()), ConfigurationDocument.of(wanted));
  }

  @Override
  public Optional<MeasuredConfiguration> find(ConfigurationId id) {
    return rest.find(RestCall.get(path(id))).map(AzureConfigurations::measured);
  }

  @Override
  public MeasuredConfiguration update(ConfigurationRequest wanted, IfMatch ifMatch) {
    return measured(rest.send(put(wanted).with(Conditions.HEADER, Conditions.header(ifMatch))));
  }

  @Override
  public void delete(ConfigurationId id, IfMatch ifMatch) {
    rest.send(RestCall.delete(path(id)).with(Conditions.HEADER, Conditions.header(ifMatch)));
  }

  @Override
  public List<MeasuredConfiguration> list(int top) {
    List<MeasuredConfiguration> listed = new ArrayList<>();
    rest.send(RestCall.get(rest.routes().configurations(top)))
        .objects()
        .forEach(one -> listed.add(ConfigurationDocument.measured(one, RULES)));
    return listed;
  }

  @Override
  public QueryTest test(String targetCondition, Map<String, String> metrics) {
    JsonObject body = ConfigurationDocument.test(targetCondition, metrics);
    return ConfigurationDocument.tested(
        rest.send(RestCall.ask(rest.routes().testQueries(), body)).object());
  }

  @Override
  public void apply(DeviceId device, ConfigurationContent content) {
    rest.send(RestCall.write("POST", rest.routes().applyContent(device), content.document()));
  }

  private URI path(ConfigurationId id) {
    return rest.routes().configuration(id);
  }

  private static MeasuredConfiguration measured(RestAnswer answer) {
    return ConfigurationDocument.measured(answer.object(), RULES);
  }
}
