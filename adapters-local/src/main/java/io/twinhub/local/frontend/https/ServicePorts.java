package io.twinhub.local.frontend.https;

import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.in.DigitalTwins;
import io.twinhub.application.port.in.ServiceConfigurations;
import io.twinhub.application.port.in.ServiceJobs;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.in.ServiceTransfers;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.in.TwinQueryExplanations;
import io.twinhub.domain.twin.TwinRules;

/**
 * The inbound ports that the service API exposes.
 *
 * @param twins device twins, as back ends use them
 * @param identities the registry
 * @param queries queries over all twins
 * @param conversation methods and messages between back ends and devices
 * @param fleet what is about many devices
 */
public record ServicePorts(
    ServiceTwins twins,
    DeviceIdentities identities,
    Queries queries,
    Conversation conversation,
    Fleet fleet) {

  /**
   * What is about many devices.
   *
   * @param jobs scheduled jobs
   * @param configurations automatic configurations
   * @param transfers import and export jobs
   */
  public record Fleet(
      ServiceJobs jobs, FleetConfigurations configurations, ServiceTransfers transfers) {}

  /**
   * Automatic configurations.
   *
   * @param service the configurations
   * @param rules what twins may hold
   */
  public record FleetConfigurations(ServiceConfigurations service, TwinRules rules) {}

  /**
   * Queries over all twins.
   *
   * @param results the query results
   * @param explanations how queries are answered
   */
  public record Queries(TwinQueries results, TwinQueryExplanations explanations) {}

  /**
   * Methods and messages between back ends and devices.
   *
   * @param methods method calls from back ends
   * @param messages messages from back ends
   * @param inbox messages as devices fetch them
   * @param digitalTwins digital twins
   */
  public record Conversation(
      ServiceMethods methods,
      ServiceMessages messages,
      DeviceMessages inbox,
      DigitalTwins digitalTwins) {}
}
