package io.twinhub.bootstrap.cli.remote;

import io.twinhub.azure.rest.RestCall;
import io.twinhub.local.frontend.https.server.PatchByPost;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * HTTP without TLS to a hub on this machine. The JDK's newer client sets up TLS first, even if it is not used,
 * which takes longer than all the rest of a short command.
 */
final class LoopbackHttp {
  private static final int CONNECT_MILLIS_MAX = 10_000;

  static {
    // By default it sends a POST again if the connection breaks before the answer.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private LoopbackHttp() {}

  /**
   * What the hub answered.
   *
   * @param status the HTTP status
   * @param headers the headers
   * @param body not yet read; the caller closes it
   */
  record Answer(int status, Map<String, List<String>> headers, InputStream body) {}

  /**
   * Sends a request.
   *
   * @param wait how long the answer may take, and the pauses in it
   * @throws IOException if no answer comes
   */
  static Answer send(RestCall call, Duration wait) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) call.target().toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS_MAX);
    connection.setReadTimeout((int) Math.min(wait.toMillis(), Integer.MAX_VALUE));
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    call.headers().forEach(connection::setRequestProperty);
    if (call.method().equals("PATCH")) {
      // It refuses PATCH itself.
      connection.setRequestMethod("POST");
      connection.setRequestProperty(PatchByPost.METHOD_OVERRIDE, call.method());
    } else {
      connection.setRequestMethod(call.method());
    }
    if (call.body().isPresent()) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(call.body().get().getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    return new Answer(status, headers(connection), content(connection));
  }

  /** Without the status line, which the JDK puts under a null name. */
  private static Map<String, List<String>> headers(HttpURLConnection connection) {
    Map<String, List<String>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    connection.getHeaderFields().forEach((name, values) -> {
      if (name != null) {
        named.put(name, values);
      }
    });
    return named;
  }

  private static InputStream content(HttpURLConnection connection) throws IOException {
    Optional<InputStream> refusal = Optional.ofNullable(connection.getErrorStream());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
        ? connection.getInputStream()
        : InputStream.nullInputStream();
  }
}
