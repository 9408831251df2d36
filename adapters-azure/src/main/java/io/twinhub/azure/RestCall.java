package io.twinhub.azure;

import io.twinhub.domain.json.JsonObject;
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
 * @param body the body, if there is one
 * @param repeatable whether doing it twice is doing it once
 */
record RestCall(
    String method,
    URI target,
    Map<String, String> headers,
    Optional<JsonObject> body,
    boolean repeatable) {

  static RestCall get(URI target) {
    return new RestCall("GET", target, Map.of(), Optional.empty(), true);
  }

  static RestCall delete(URI target) {
    return new RestCall("DELETE", target, Map.of(), Optional.empty(), false);
  }

  /** A write; whether it happened is not known if no answer comes. */
  static RestCall write(String method, URI target, JsonObject body) {
    return new RestCall(method, target, Map.of(), Optional.of(body), false);
  }

  /** A request that carries a body but changes nothing. */
  static RestCall ask(URI target, JsonObject body) {
    return new RestCall("POST", target, Map.of(), Optional.of(body), true);
  }

  RestCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new RestCall(method, target, more, body, repeatable);
  }
}
