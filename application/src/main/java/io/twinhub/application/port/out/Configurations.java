package io.twinhub.application.port.out;

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
import java.util.Optional;

/** Automatic configurations of a hub. */
public interface Configurations {

  /**
   * Creates a configuration.
   *
   * @throws HubException with a {@link ConfigurationError} if the id is taken, there are too many, or the
   *     condition or a metric is not valid
   */
  MeasuredConfiguration create(ConfigurationRequest wanted);

  /** A configuration with its numbers; empty if there is none with this id. */
  Optional<MeasuredConfiguration> find(ConfigurationId id);

  /**
   * Changes everything of a configuration but its content.
   *
   * @throws HubException with a {@link ConfigurationError} if there is none, its etag or its content is
   *     another, or the condition or a metric is not valid
   */
  MeasuredConfiguration update(ConfigurationRequest wanted, IfMatch ifMatch);

  /**
   * Deletes a configuration. What it wrote is removed from the twins.
   *
   * @throws HubException with a {@link ConfigurationError} if there is none, or its etag is another
   */
  void delete(ConfigurationId id, IfMatch ifMatch);

  /** The configurations with their numbers, in the order of their ids, at most {@code top}. */
  List<MeasuredConfiguration> list(int top);

  /**
   * Says what is wrong with queries before they are used.
   *
   * @param targetCondition the condition of a configuration
   * @param metrics queries of custom metrics by name
   */
  QueryTest test(String targetCondition, Map<String, String> metrics);

  /**
   * Gives the modules of one edge device the content of a deployment, once. Modules that the content does not
   * name are deleted, except those of the edge runtime.
   *
   * @throws HubException if the content is not for edge devices, or the device is not an edge device
   */
  void apply(DeviceId device, ConfigurationContent content);
}
