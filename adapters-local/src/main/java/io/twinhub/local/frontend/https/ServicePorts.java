package io.twinhub.local.frontend.https;

import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.in.ServiceJobs;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.in.TwinQueryExplanations;

/**
 * The inbound ports that the service API exposes.
 *
 * @param twins device twins, as back ends use them
 * @param identities the registry
 * @param queries queries over all twins
 * @param conversation methods and messages between back ends and devices
 */
public record ServicePorts(
    ServiceTwins twins, DeviceIdentities identities, Queries queries, Conversation conversation) {

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
   * @param jobs methods of many devices at once, and changes of their twins
   */
  public record Conversation(
      ServiceMethods methods, ServiceMessages messages, DeviceMessages inbox, ServiceJobs jobs) {}
}
