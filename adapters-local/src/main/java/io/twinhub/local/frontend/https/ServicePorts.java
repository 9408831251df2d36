package io.twinhub.local.frontend.https;

import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.in.TwinQueryExplanations;

/**
 * What the service API is a wire to.
 *
 * @param twins twins, as back ends use them
 * @param identities the registry
 * @param queries queries over all twins
 * @param conversation what back ends and devices say to each other
 */
public record ServicePorts(
    ServiceTwins twins, DeviceIdentities identities, Queries queries, Conversation conversation) {

  /**
   * Queries over all twins.
   *
   * @param results what they find
   * @param explanations how they are answered
   */
  public record Queries(TwinQueries results, TwinQueryExplanations explanations) {}

  /**
   * What back ends and devices say to each other.
   *
   * @param methods calls of back ends
   * @param messages messages of back ends
   * @param inbox messages, as devices fetch them
   */
  public record Conversation(
      ServiceMethods methods, ServiceMessages messages, DeviceMessages inbox) {}
}
