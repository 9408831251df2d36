package io.twinhub.bootstrap.explorer;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A page that listens: reads server-sent events one by one. Tests have a time limit, so reading has none. */
final class LiveClient implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private LiveClient(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** An event and its document. */
  record Event(String kind, JsonObject data) {
    @Override
    public String toString() {
      return kind + " " + data;
    }
  }

  /** Listens to everything. */
  static LiveClient of(ExplorerClient client) throws IOException, InterruptedException {
    return of(client, "");
  }

  /** Listens to the twins that meet a condition; returns when nothing is missed from then on. */
  static LiveClient of(ExplorerClient client, String where)
      throws IOException, InterruptedException {
    String path = "/api/live?where=" + URLEncoder.encode(where, StandardCharsets.UTF_8);
    LiveClient live = new LiveClient(HttpClient.newHttpClient()
        .send(client.request("GET", path, "").build(), HttpResponse.BodyHandlers.ofInputStream()));
    if (live.status() == 200) {
      live.comment();
    }
    return live;
  }

  int status() {
    return response.statusCode();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** The whole answer of a refusal. */
  String text() throws IOException {
    return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Waits for the next comment, whatever comes before it. */
  void comment() throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(":")) {
      line = lines.readLine();
    }
  }

  /** The next event; empty if the stream has ended. */
  Optional<Event> next() throws IOException {
    String kind = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: ")) {
        kind = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        return Optional.of(
            new Event(kind, JsonText.parseObject(line.substring("data: ".length()))));
      }
    }
    return Optional.empty();
  }

  /** The document of the next event of this kind. */
  JsonObject next(String kind) throws IOException {
    while (true) {
      Event event = next().orElseThrow();
      if (event.kind().equals(kind)) {
        return event.data();
      }
    }
  }

  /** Reads until the stream ends, however it ends. */
  void awaitEnd() {
    try {
      while (next().isPresent()) {
        // Whatever came before the end does not matter here.
      }
    } catch (IOException cut) {
      // So it ended.
    }
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
