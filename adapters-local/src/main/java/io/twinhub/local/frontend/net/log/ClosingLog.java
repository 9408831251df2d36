package io.twinhub.local.frontend.net.log;

import io.twinhub.domain.error.HubError;
import java.util.Optional;

/** Receives the reasons why connections end. */
@FunctionalInterface
public interface ClosingLog {

  /**
   * Logs the end of one connection; called once for each.
   *
   * @param who the identity and the address; never a key
   * @param reason one line
   * @param mistake the hub's internal error, if that was the reason
   */
  void closed(String who, String reason, Optional<Throwable> mistake);

  /**
   * Logs that something on a connection was refused or ended while the connection goes on.
   *
   * @param who the identity and the address; never a key
   * @param reason one line
   */
  default void refused(String who, String reason) {
    closed(who, reason, Optional.empty());
  }

  /**
   * Logs that a request was refused.
   *
   * @param who the identity and the address; never a key
   * @param reason one line
   * @param mark the id that the client was given to find the line by; different each time
   */
  default void refused(String who, String reason, String mark) {
    refused(who, "%s (%s)".formatted(reason, mark));
  }

  /**
   * Notes that a client was refused before it was let in, for the journal of operations.
   *
   * @param claimed who it says it is; empty if it does not say
   */
  default void refusedEntry(String claimed, HubError reason) {}
}
