package io.twinhub.application.inprocess;

import io.twinhub.application.port.in.ServiceConfigurations;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for a program in the process of the hub. */
record ProgramConfigurations(ServiceConfigurations service) implements Configurations {

  @Override
  public MeasuredConfiguration create(ConfigurationRequest wanted) {
    return service.create(InProcessPorts.PROGRAM, wanted);
  }

  @Override
  public Optional<MeasuredConfiguration> find(ConfigurationId id) {
    try {
      return Optional.of(service.get(InProcessPorts.PROGRAM, id));
    } catch (HubException refusal) {
      if (refusal.code() == ErrorCode.CONFIGURATION_NOT_FOUND) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  @Override
  public MeasuredConfiguration update(ConfigurationRequest wanted, IfMatch ifMatch) {
    return service.update(InProcessPorts.PROGRAM, wanted, ifMatch);
  }

  @Override
  public void delete(ConfigurationId id, IfMatch ifMatch) {
    service.delete(InProcessPorts.PROGRAM, id, ifMatch);
  }

  @Override
  public List<MeasuredConfiguration> list(int top) {
    return service.list(InProcessPorts.PROGRAM, top);
  }

  @Override
  public QueryTest test(String targetCondition, Map<String, String> metrics) {
    return service.test(InProcessPorts.PROGRAM, targetCondition, metrics);
  }

  @Override
  public void apply(DeviceId device, ConfigurationContent content) {
    service.apply(InProcessPorts.PROGRAM, device, content);
  }
}
