package io.twinhub.local.frontend.https;

import io.twinhub.domain.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One answer.
 *
 * @param status the HTTP status
 * @param body the body; none for 204
 * @param headers headers beside those of the connection and the body
 */
record Response(int status, Optional<JsonValue> body, Map<String, String> headers) {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  static Response ok(JsonValue body) {
    return new Response(OK, Optional.of(body), Map.of());
  }

  static Response created(JsonValue body) {
    return new Response(CREATED, Optional.of(body), Map.of());
  }

  static Response noContent() {
    return new Response(NO_CONTENT, Optional.empty(), Map.of());
  }

  Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, body, more);
  }

  /** With the etag as a header; .NET takes it over the body's, but only in quotes. */
  Response withEtag(String etag) {
    return with("ETag", "\"" + etag + "\"");
  }
}
