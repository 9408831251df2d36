package io.twinhub.bootstrap.cli.remote;

import io.twinhub.application.json.JsonText;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The admin port of the hub that runs here. */
public final class AdminApi {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);
  private static final int FIRST_ERROR_STATUS = 300;

  private final HubFacts facts;
  private final Duration waitMax;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(WAIT_MAX).build();

  public AdminApi(HubFacts facts) {
    this(facts, WAIT_MAX);
  }

  /** The admin port, with more time to answer. */
  public AdminApi(HubFacts facts, Duration waitMax) {
    this.facts = facts;
    this.waitMax = waitMax;
  }

  /**
   * Asks the admin port.
   *
   * @throws CommandFailure if the port is not reached or refuses
   */
  public JsonValue send(String method, String path, Optional<JsonValue> body) {
    HttpRequest request = request(path)
        .timeout(waitMax)
        .header("Content-Type", "application/json")
        .method(
            method,
            body.map(JsonWriter::bytes)
                .map(HttpRequest.BodyPublishers::ofByteArray)
                .orElseGet(HttpRequest.BodyPublishers::noBody))
        .build();
    HttpResponse<byte[]> response = exchange(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() >= FIRST_ERROR_STATUS) {
      throw CommandFailure.refused(new String(response.body(), StandardCharsets.UTF_8).strip());
    }
    try {
      return response.body().length == 0 ? JsonNull.NULL : JsonText.parse(response.body());
    } catch (HubException noJson) {
      throw unreached(noJson);
    }
  }

  /**
   * An answer that goes on until it is closed.
   *
   * @throws CommandFailure as {@link #send}
   */
  InputStream open(String path) {
    HttpResponse<InputStream> response =
        exchange(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() >= FIRST_ERROR_STATUS) {
      throw CommandFailure.refused("the hub refused %s with %d; is it an older version?"
          .formatted(path, response.statusCode()));
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(facts.adminPort(), path)))
        .header("Authorization", "Bearer " + facts.adminToken());
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw unreached(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.noHub("interrupted");
    }
  }

  private CommandFailure unreached(Exception problem) {
    return CommandFailure.noHub("no hub answers on admin port %d: %s"
        .formatted(facts.adminPort(), AzureErrors.reason(problem)));
  }
}
