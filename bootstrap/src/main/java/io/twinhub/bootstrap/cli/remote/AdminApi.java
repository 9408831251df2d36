package io.twinhub.bootstrap.cli.remote;

import io.twinhub.application.json.JsonText;
import io.twinhub.azure.rest.RestCall;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The admin port of the hub that runs here. */
public final class AdminApi {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);
  private static final int FIRST_ERROR_STATUS = 300;

  private final HubFacts facts;
  private final Duration waitMax;

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
    LoopbackHttp.Answer answer = exchange(method, path, body);
    byte[] content = content(answer);
    if (answer.status() >= FIRST_ERROR_STATUS) {
      throw CommandFailure.refused(new String(content, StandardCharsets.UTF_8).strip());
    }
    try {
      return content.length == 0 ? JsonNull.NULL : JsonText.parse(content);
    } catch (HubException noJson) {
      throw unreached(noJson);
    }
  }

  private byte[] content(LoopbackHttp.Answer answer) {
    try (InputStream content = answer.body()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw unreached(e);
    }
  }

  /**
   * An answer that goes on until it is closed.
   *
   * @throws CommandFailure as {@link #send}
   */
  InputStream open(String path) {
    LoopbackHttp.Answer answer = exchange("GET", path, Optional.empty());
    if (answer.status() >= FIRST_ERROR_STATUS) {
      throw CommandFailure.refused(
          "the hub refused %s with %d; is it an older version?".formatted(path, answer.status()));
    }
    return answer.body();
  }

  private LoopbackHttp.Answer exchange(String method, String path, Optional<JsonValue> body) {
    URI target = URI.create("http://127.0.0.1:%d%s".formatted(facts.adminPort(), path));
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + facts.adminToken(), "Content-Type", "application/json");
    try {
      return LoopbackHttp.send(
          new RestCall(method, target, headers, body.map(JsonWriter::text), false), waitMax);
    } catch (IOException e) {
      throw unreached(e);
    }
  }

  private CommandFailure unreached(Exception problem) {
    return CommandFailure.noHub("no hub answers on admin port %d: %s"
        .formatted(facts.adminPort(), AzureErrors.reason(problem)));
  }
}
