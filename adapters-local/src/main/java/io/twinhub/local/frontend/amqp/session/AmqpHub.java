package io.twinhub.local.frontend.amqp.session;

import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.local.frontend.access.PutTokens;
import io.twinhub.local.frontend.twin.DeviceServices;

/**
 * The services that every AMQP connection needs.
 *
 * @param devices twins, and the authentication of devices
 * @param messages messages of back ends, and their feedback
 * @param tokens judges what tokens are good for
 */
public record AmqpHub(DeviceServices devices, ServiceMessages messages, TokenJudge tokens) {

  /** Judges tokens; in the hub {@code PutTokens::judge}. */
  @FunctionalInterface
  public interface TokenJudge {

    /** As {@link PutTokens#judge}. */
    PutTokens.Grant judge(String token, String audience);
  }
}
