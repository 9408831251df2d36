package io.twinhub.local.frontend.amqp.session;

import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A client's SASL PLAIN response (RFC 4616): a user name of the form {@code {id}@sas.{hub}} or {@code
 * {policy}@sas.root.{hub}}, and a token. A module's id is {@code {deviceId}/modules/{moduleId}}.
 *
 * @param device the identity that the client claims; empty for a policy
 * @param policy the name of the shared access policy; empty for a device or module
 * @param token the password
 */
record PlainResponse(Optional<TwinAddress> device, String policy, String token) {
  private static final Pattern NUL = Pattern.compile("\0");
  private static final Pattern MODULES = Pattern.compile("/modules/");
  private static final String MARK = "@sas.";
  private static final String HOST_OF_POLICIES = "root.";
  private static final int PARTS = 3;

  /** Hides the token. */
  @Override
  public String toString() {
    return "PLAIN for " + device.map(TwinAddress::toString).orElse(policy);
  }

  /**
   * Parses a response: authorization identity, user name and password, separated by NUL bytes.
   *
   * @throws HubException if it has another form
   */
  static PlainResponse parse(byte[] response) {
    String[] parts = NUL.split(new String(response, StandardCharsets.UTF_8), -1);
    int mark = parts.length == PARTS ? parts[1].lastIndexOf(MARK) : -1;
    if (mark < 0) {
      throw new HubException(new AccessError.NotAuthenticated(
          "the user name has neither the form {id}@sas.{hub} nor {policy}@sas.root.{hub}"));
    }
    String name = parts[1].substring(0, mark);
    return parts[1].startsWith(HOST_OF_POLICIES, mark + MARK.length())
        ? new PlainResponse(Optional.empty(), name, parts[2])
        : new PlainResponse(Optional.of(address(name)), "", parts[2]);
  }

  private static TwinAddress address(String name) {
    List<String> ids = MODULES.splitAsStream(name).toList();
    return ids.size() == 2 ? TwinAddress.module(ids.get(0), ids.get(1)) : TwinAddress.device(name);
  }
}
