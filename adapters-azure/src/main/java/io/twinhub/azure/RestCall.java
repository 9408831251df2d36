package io.twinhub.azure;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request to the REST API.
 *
 * @param method {@code GET}, {@code PUT}, {@code PATCH}, {@code POST} or {@code DELETE}
 * @param path the path with encoded segments and query, without api-version
 * @param headers further headers
 * @param body the body, if there is one
 * @param repeatable whether doing it twice is doing it once
 */
record RestCall(
    String method,
    String path,
    Map<String, String> headers,
    Optional<JsonObject> body,
    boolean repeatable) {

  static RestCall get(String path) {
    return new RestCall("GET", path, Map.of(), Optional.empty(), true);
  }

  static RestCall delete(String path) {
    return new RestCall("DELETE", path, Map.of(), Optional.empty(), false);
  }

  /** A write; whether it happened is not known if no answer comes. */
  static RestCall write(String method, String path, JsonObject body) {
    return new RestCall(method, path, Map.of(), Optional.of(body), false);
  }

  /** A request that carries a body but changes nothing. */
  static RestCall ask(String path, JsonObject body) {
    return new RestCall("POST", path, Map.of(), Optional.of(body), true);
  }

  RestCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new RestCall(method, path, more, body, repeatable);
  }

  /** The path of a device or module below {@code /devices}, or of its twin below {@code /twins}. */
  static String path(String root, TwinAddress address) {
    String device = root + "/" + segment(address.deviceId().value());
    return address
        .moduleId()
        .map(id -> device + "/modules/" + segment(id.value()))
        .orElse(device);
  }

  /** An id as a path segment: ids may hold what paths reserve. */
  static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
