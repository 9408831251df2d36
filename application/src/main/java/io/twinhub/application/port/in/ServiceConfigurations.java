package io.twinhub.application.port.in;

import io.twinhub.application.port.out.Configurations;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.configuration.QueryTest;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Map;

/**
 * Automatic configurations, as back ends use them. Each method refuses a principal that may not do it, and
 * otherwise does what {@link Configurations} says.
 */
public interface ServiceConfigurations {

  /** See {@link Configurations#create}. */
  MeasuredConfiguration create(Principal principal, ConfigurationRequest wanted);

  /**
   * A configuration with its numbers.
   *
   * @throws HubException if there is none with this id
   */
  MeasuredConfiguration get(Principal principal, ConfigurationId id);

  /** See {@link Configurations#update}. */
  MeasuredConfiguration update(Principal principal, ConfigurationRequest wanted, IfMatch ifMatch);

  /** See {@link Configurations#delete}. */
  void delete(Principal principal, ConfigurationId id, IfMatch ifMatch);

  /** See {@link Configurations#list}. */
  List<MeasuredConfiguration> list(Principal principal, int top);

  /** See {@link Configurations#test}. */
  QueryTest test(Principal principal, String targetCondition, Map<String, String> metrics);

  /** See {@link Configurations#apply}. */
  void apply(Principal principal, DeviceId device, ConfigurationContent content);
}
