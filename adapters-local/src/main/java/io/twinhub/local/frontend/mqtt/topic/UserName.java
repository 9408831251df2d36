package io.twinhub.local.frontend.mqtt.topic;

import io.twinhub.domain.error.ClientText;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The user name of a CONNECT: {@code {host}/{client id}/?api-version=…&model-id=…&DeviceClientType=…}. The
 * legacy forms {@code {host}/{client id}/api-version=…} and {@code {host}/{client id}} occur as well. The
 * host is never compared: clients put gateways, ports and aliases there.
 *
 * @param apiVersion if absent, reports will be refused
 * @param modelId the Plug and Play model that the device announces, or an empty text
 */
public record UserName(Optional<String> apiVersion, String modelId) {
  /** The longest model id, in characters. Source: DTDL version 3, digital twin model identifiers. */
  public static final int MODEL_ID_LENGTH_MAX = 2048;

  /** How parameters begin in the user names of old clients; a module id would be followed by a slash. */
  private static final Pattern WITHOUT_QUESTION_MARK = Pattern.compile("/[^/?&=]+=");

  /**
   * Parses a user name by its known structure: ids are not encoded in it and may contain {@code ?}, {@code &}
   * and {@code =}, so the first question mark need not begin the parameters.
   *
   * @throws ProtocolViolation if it names another identity than the client id, or is malformed
   */
  public static UserName parse(String userName, String clientId) {
    int slash = userName.indexOf('/');
    if (slash <= 0 || !userName.startsWith(clientId, slash + 1)) {
      throw new ProtocolViolation(
          "user name does not have the form {host}/%s/?api-version=…: it names another id or no id"
              .formatted(ClientText.shown(clientId)));
    }
    String rest = userName.substring(slash + 1 + clientId.length());
    return of(TopicParameters.decoded(parameters(rest, clientId)));
  }

  private static String parameters(String rest, String clientId) {
    if (rest.startsWith("/?")) {
      return rest.substring(2);
    }
    if (rest.isEmpty() || rest.equals("/")) {
      return "";
    }
    if (rest.startsWith("?") || WITHOUT_QUESTION_MARK.matcher(rest).lookingAt()) {
      return rest.substring(1);
    }
    throw new ProtocolViolation(
        "user name has an unrecognised suffix after {host}/%s: use /?api-version=…"
            .formatted(ClientText.shown(clientId)));
  }

  private static UserName of(TopicParameters parameters) {
    String modelId = parameters.find("model-id").orElse("");
    if (modelId.length() > MODEL_ID_LENGTH_MAX) {
      throw new ProtocolViolation("user name holds a model-id of %d characters; the limit is %d"
          .formatted(modelId.length(), MODEL_ID_LENGTH_MAX));
    }
    return new UserName(parameters.find("api-version"), modelId);
  }
}
