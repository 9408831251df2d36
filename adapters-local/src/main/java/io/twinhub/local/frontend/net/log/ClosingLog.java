package io.twinhub.local.frontend.net.log;

import java.util.Optional;

/** Who is told why a connection ended. */
@FunctionalInterface
public interface ClosingLog {

  /**
   * Notes the end of one connection; called once for each.
   *
   * @param who the identity and the address; never a key
   * @param reason one line
   * @param mistake the hub's own mistake, if that was the reason
   */
  void closed(String who, String reason, Optional<Throwable> mistake);

  /**
   * Notes that something on a connection was refused or ended while the connection goes on.
   *
   * @param who the identity and the address; never a key
   * @param reason one line
   */
  default void refused(String who, String reason) {
    closed(who, reason, Optional.empty());
  }

  /**
   * Notes that a request was refused.
   *
   * @param who the identity and the address; never a key
   * @param reason one line
   * @param mark what the client was told to find the line by; another one each time
   */
  default void refused(String who, String reason, String mark) {
    refused(who, "%s (%s)".formatted(reason, mark));
  }
}
