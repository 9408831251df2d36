package io.twinhub.application.configuration;

import io.twinhub.application.port.in.ServiceConfigurations;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationError;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Map;

/** Configurations: checks the permission, then asks the hub. */
public final class ServiceConfigurationService implements ServiceConfigurations {
  private final Configurations configurations;

  /** Asks {@code configurations}. */
  public ServiceConfigurationService(Configurations configurations) {
    this.configurations = configurations;
  }

  @Override
  public MeasuredConfiguration create(Principal principal, ConfigurationRequest wanted) {
    principal.require(DataAction.CONFIGURATIONS_WRITE);
    return configurations.create(wanted);
  }

  @Override
  public MeasuredConfiguration get(Principal principal, ConfigurationId id) {
    principal.require(DataAction.CONFIGURATIONS_READ);
    return configurations
        .find(id)
        .orElseThrow(() -> new HubException(ConfigurationError.notFound(id)));
  }

  @Override
  public MeasuredConfiguration update(
      Principal principal, ConfigurationRequest wanted, IfMatch ifMatch) {
    principal.require(DataAction.CONFIGURATIONS_WRITE);
    return configurations.update(wanted, ifMatch);
  }

  @Override
  public void delete(Principal principal, ConfigurationId id, IfMatch ifMatch) {
    principal.require(DataAction.CONFIGURATIONS_DELETE);
    configurations.delete(id, ifMatch);
  }

  @Override
  public List<MeasuredConfiguration> list(Principal principal, int top) {
    principal.require(DataAction.CONFIGURATIONS_READ);
    return configurations.list(top);
  }

  @Override
  public QueryTest test(Principal principal, String targetCondition, Map<String, String> metrics) {
    principal.require(DataAction.CONFIGURATIONS_TEST);
    return configurations.test(targetCondition, metrics);
  }

  @Override
  public void apply(Principal principal, DeviceId device, ConfigurationContent content) {
    principal.require(DataAction.CONFIGURATIONS_APPLY);
    configurations.apply(device, content);
  }
}
