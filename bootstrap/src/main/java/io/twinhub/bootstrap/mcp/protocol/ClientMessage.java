package io.twinhub.bootstrap.mcp.protocol;

import io.modelcontextprotocol.spec.McpSchema;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/**
 * A line of a client, as far as JSON-RPC 2.0 says what it must look like.
 *
 * @param id of a request; empty for a notification
 * @param method what the client wants
 * @param json the whole message
 */
record ClientMessage(Optional<JsonValue> id, String method, JsonObject json) {
  private static final String ID = "id";

  /** A line that is no message; its answer names the mistake. */
  static final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient JsonObject answer;

    Mistake(JsonValue id, int code, String message) {
      super(message, null, false, false);
      this.answer = error(id, code, message);
    }

    JsonObject answer() {
      return answer;
    }
  }

  /** An answer that refuses. */
  static JsonObject error(JsonValue id, int code, String message) {
    return JsonObject.builder()
        .put("jsonrpc", McpSchema.JSONRPC_VERSION)
        .put(ID, id)
        .put(
            "error",
            JsonObject.builder().put("code", code).put("message", message).build())
        .build();
  }

  /**
   * Reads a line.
   *
   * @return empty for an answer, since this server asks nothing
   * @throws Mistake if it is neither a request nor a notification nor an answer
   */
  static Optional<ClientMessage> read(byte[] line) throws Mistake {
    JsonObject json = object(line);
    JsonValue id = json.find(ID).orElse(JsonNull.NULL);
    boolean hasId =
        id instanceof JsonString || (id instanceof JsonNumber number && number.isLong());
    JsonValue known = hasId ? id : JsonNull.NULL;
    if (!json.find("jsonrpc")
        .filter(new JsonString(McpSchema.JSONRPC_VERSION)::equals)
        .isPresent()) {
      throw invalid(known, "'jsonrpc' must be \"2.0\"");
    }
    if (json.has(ID) && !hasId) {
      throw invalid(known, "'id' must be a string or a whole number");
    }
    if (!json.has("method") && (json.has("result") || json.has("error"))) {
      return Optional.empty();
    }
    if (!(json.find("method").orElse(JsonNull.NULL) instanceof JsonString method)) {
      throw invalid(known, "'method' must be a string");
    }
    if (json.has("params") && !(json.find("params").orElseThrow() instanceof JsonObject)) {
      throw new Mistake(known, McpSchema.ErrorCodes.INVALID_PARAMS, "'params' must be an object");
    }
    return Optional.of(
        new ClientMessage(hasId ? Optional.of(id) : Optional.empty(), method.value(), json));
  }

  private static JsonObject object(byte[] line) throws Mistake {
    JsonValue value;
    try {
      value = JsonText.parseOfClient(line);
    } catch (HubException noJson) {
      throw new Mistake(
          JsonNull.NULL, McpSchema.ErrorCodes.PARSE_ERROR, noJson.error().message());
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw invalid(JsonNull.NULL, "a message must be one JSON object");
  }

  private static Mistake invalid(JsonValue id, String problem) {
    return new Mistake(id, McpSchema.ErrorCodes.INVALID_REQUEST, problem);
  }
}
