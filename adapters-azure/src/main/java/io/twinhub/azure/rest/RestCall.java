package io.twinhub.azure.rest;

import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request to the REST API.
 *
 * @param method {@code GET}, {@code PUT}, {@code PATCH}, {@code POST} or {@code DELETE}
 * @param target the whole address
 * @param headers further headers
 * @param body the body's JSON text, if there is one
 * @param repeatable whether the request is idempotent
 */
public record RestCall(
    String method,
    URI target,
    Map<String, String> headers,
    Optional<String> body,
    boolean repeatable) {
  /** The first api-version that has the attributes of identities. */
  public static final String API_VERSION = "2024-03-31";

  /** A read. */
  public static RestCall get(URI target) {
    return new RestCall("GET", target, Map.of(), Optional.empty(), true);
  }

  /** A deletion; if no answer comes, it is not known whether it happened. */
  public static RestCall delete(URI target) {
    return new RestCall("DELETE", target, Map.of(), Optional.empty(), false);
  }

  /** A write; if no answer comes, it is not known whether it happened. */
  public static RestCall write(String method, URI target, JsonValue body) {
    return write(method, target, JsonWriter.text(body));
  }

  /** A write of a JSON text, which is sent unchanged. */
  public static RestCall write(String method, URI target, String json) {
    return new RestCall(method, target, Map.of(), Optional.of(json), false);
  }

  /** A request that carries a body but changes nothing. */
  public static RestCall ask(URI target, JsonValue body) {
    return new RestCall("POST", target, Map.of(), Optional.of(JsonWriter.text(body)), true);
  }

  /** The same call with one more header. */
  public RestCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new RestCall(method, target, more, body, repeatable);
  }
}
