package io.twinhub.local.frontend.net;

import io.twinhub.domain.error.ClientText;

/**
 * Something that a client may not send: its connection is closed. The message is for the log. It has no
 * stack trace: garbage from the network is data, not a bug.
 */
public final class ProtocolViolation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates a violation with this reason for closing the connection. */
  public ProtocolViolation(String reason) {
    super(reason, null, false, false);
  }

  /** Creates a violation that says what was wrong and quotes the client's text. */
  public static ProtocolViolation of(String what, String clientText) {
    return new ProtocolViolation("%s: '%s'".formatted(what, ClientText.shown(clientText)));
  }
}
