package io.twinhub.local.frontend.https.route;

import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One response.
 *
 * @param status the HTTP status
 * @param body supplies the body: UTF-8 JSON unless a header names another type, empty for 204
 * @param headers headers other than those for the connection and the body
 * @param remark a remark for the hub's log; usually empty
 */
public record Response(
    int status,
    Optional<Supplier<byte[]>> body,
    Map<String, String> headers,
    Optional<String> remark) {
  private static final String BYTES = "application/octet-stream";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;

  private Response(int status, Optional<Supplier<byte[]>> body) {
    this(status, body, Map.of(), Optional.empty());
  }

  /** A response with a JSON body. */
  public static Response of(int status, JsonValue body) {
    return new Response(status, Optional.of(() -> JsonWriter.bytes(body)));
  }

  /** A successful response whose body is JSON text. */
  public static Response okText(Supplier<byte[]> body) {
    return new Response(OK, Optional.of(body));
  }

  /** A successful response whose body is not JSON; only the body's sender knows its type. */
  static Response okBytes(byte[] body) {
    return new Response(OK, Optional.of(() -> body)).with("Content-Type", BYTES);
  }

  /** A successful response with a JSON body. */
  public static Response ok(JsonValue body) {
    return of(OK, body);
  }

  /** A response without a body. */
  public static Response accepted() {
    return new Response(ACCEPTED, Optional.empty());
  }

  /** A response without a body. */
  public static Response noContent() {
    return new Response(NO_CONTENT, Optional.empty());
  }

  /** This response with a further header. */
  public Response with(String header, String value) {
    return with(Map.of(header, value));
  }

  /** This response with further headers. */
  Response with(Map<String, String> further) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.putAll(further);
    return new Response(status, body, more, remark);
  }

  /** This response with a remark for the hub's log. */
  Response remarking(String text) {
    return new Response(status, body, headers, Optional.of(text));
  }

  /** This response with the etag as a header; .NET prefers it to the body's, but only in quotes. */
  public Response withEtag(String etag) {
    return with("ETag", "\"" + etag + "\"");
  }
}
