package io.twinhub.bootstrap.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A browser for tests: it is signed in, and sends what the page sends. */
final class ExplorerClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;
  private final String cookie;

  private ExplorerClient(String root, String cookie) {
    this.root = root;
    this.cookie = cookie;
  }

  /** Signs in with a fresh address of {@code hub}. */
  static ExplorerClient of(Twinhub hub) throws IOException, InterruptedException {
    String address = hub.explorerAddress();
    HttpResponse<String> entered = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(entered.statusCode()).isEqualTo(303);
    String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
    return new ExplorerClient(
        address.substring(0, address.indexOf("/?")), cookie.substring(0, cookie.indexOf(';')));
  }

  /** The address of the server, without a path. */
  String root() {
    return root;
  }

  /** The session, as the browser sends it. */
  String cookie() {
    return cookie;
  }

  /** A request as the page makes it, to which a test may add more. */
  HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .header("Cookie", cookie)
        .header("X-Twinhub", "1")
        .header("Origin", root)
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(request(method, path, body));
  }

  /** The document at {@code path}. */
  JsonObject get(String path) throws IOException, InterruptedException {
    return good(send("GET", path, ""));
  }

  /** What a change answers that is not refused. Apostrophes stand for quotes. */
  JsonObject did(String method, String path, String body) throws IOException, InterruptedException {
    return good(send(method, path, body.replace('\'', '"')));
  }

  private static JsonObject good(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    return answer.body().isEmpty() ? JsonObject.EMPTY : read(answer.body());
  }

  /** The JSON object that the text is. */
  static JsonObject read(String text) {
    return JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON object that a test writes with apostrophes for quotes. */
  static JsonObject json(String text) {
    return read(text.replace('\'', '"'));
  }

  /** The value at a path with dots. */
  static String at(JsonObject document, String path) {
    return document
        .find(List.of(path.split("\\.", -1)))
        .map(JsonValue::toString)
        .orElse("nothing");
  }
}
