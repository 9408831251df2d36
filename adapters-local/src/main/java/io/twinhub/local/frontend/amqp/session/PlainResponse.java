package io.twinhub.local.frontend.amqp.session;

import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.error.HubException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a client says with SASL PLAIN (RFC 4616): {@code {id}@sas.{hub}} or {@code {policy}@sas.root.{hub}},
 * and a token.
 *
 * @param audience what the token is said to be for, as on {@code $cbs}
 * @param token the password
 */
record PlainResponse(String audience, String token) {
  private static final Pattern NUL = Pattern.compile("\0");
  private static final String DEVICE_MARK = "@sas.";
  private static final String POLICY_MARK = "@sas.root.";
  private static final int PARTS = 3;

  /** Hides the token. */
  @Override
  public String toString() {
    return "PLAIN for " + audience;
  }

  /**
   * Takes a response apart: authorization identity, user name and password, with zeros between.
   *
   * @throws HubException if it has another form
   */
  static PlainResponse parse(byte[] response) {
    String[] parts = NUL.split(new String(response, StandardCharsets.UTF_8), -1);
    int mark = parts.length == PARTS ? parts[1].lastIndexOf(DEVICE_MARK) : -1;
    if (mark < 0) {
      throw new HubException(new AccessError.NotAuthenticated(
          "the user name has neither the form {id}@sas.{hub} nor {policy}@sas.root.{hub}"));
    }
    String host = parts[1].substring(mark + DEVICE_MARK.length());
    String audience =
        parts[1].contains(POLICY_MARK) ? host : host + "/devices/" + parts[1].substring(0, mark);
    return new PlainResponse(audience, parts[2]);
  }
}
