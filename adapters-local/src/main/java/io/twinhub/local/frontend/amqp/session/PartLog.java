package io.twinhub.local.frontend.amqp.session;

import io.netty.channel.Channel;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.net.log.ClosingLog;

/**
 * Logs one line for each part of a connection that is refused or ended while the connection goes on. Any
 * thread.
 */
final class PartLog {
  private final ClosingLog log;
  private final String address;

  PartLog(ClosingLog log, Channel channel) {
    this.log = log;
    this.address = String.valueOf(channel.remoteAddress());
  }

  /** Notes that {@code who} was refused for {@code reason}. */
  void refused(String who, String reason) {
    log.refused(ClientText.shown(who) + " (" + address + ")", ClientText.onOneLine(reason));
  }

  /**
   * Notes that a request of {@code who} was refused; {@code mark} is the id that it was given to find the
   * line by.
   */
  void refused(String who, String reason, String mark) {
    log.refused(ClientText.shown(who) + " (" + address + ")", ClientText.onOneLine(reason), mark);
  }

  /** The same, in the hub's own words, which name the rule and the field. */
  void refused(String who, HubException refusal) {
    refused(who, "%d %s".formatted(refusal.code().number(), refusal.error().message()));
  }

  /** Notes that a client that says it is {@code claimed} was not let in, for the journal of operations. */
  void refusedEntry(String claimed, HubException refusal) {
    log.refusedEntry(claimed, refusal.error());
  }
}
