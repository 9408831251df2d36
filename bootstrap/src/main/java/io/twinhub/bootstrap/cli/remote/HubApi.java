package io.twinhub.bootstrap.cli.remote;

import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.ExitCode;
import io.twinhub.bootstrap.cli.print.RefusalText;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryText;
import io.twinhub.local.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The REST API of a hub, local or Azure, as commands use it. */
public final class HubApi {
  private static final String API_VERSION = "api-version=2024-03-31";
  private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(60);
  private static final int FIRST_ERROR_STATUS = 300;

  /** How often a request is made that a busy hub turns away: about fifteen seconds in all. */
  public static final int ATTEMPTS_MAX = 5;

  private static final Set<Integer> BUSY = Set.of(429, 503);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  /** Stands above the places of the mistakes, which only a Twinhub tells. */
  private static final String QUERY_REFUSED = "the query is refused";

  private final ConnectionString connection;
  private final String authority;
  private final HttpClient http;
  private final Consumer<Duration> pause;

  /**
   * The API of one hub.
   *
   * @param authority host and port to connect to
   */
  public HubApi(ConnectionString connection, String authority, SSLContext trust) {
    this(connection, authority, trust, wait -> LockSupport.parkNanos(wait.toNanos()));
  }

  /** The API of one hub; {@code pause} waits before a busy hub is asked again. */
  public HubApi(
      ConnectionString connection, String authority, SSLContext trust, Consumer<Duration> pause) {
    this.pause = pause;
    this.connection = connection;
    this.authority = authority;
    this.http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_WAIT_MAX)
        .sslContext(trust)
        .build();
  }

  /** What connection strings of devices name as their host. */
  public String deviceHostName() {
    return connection.deviceHostName();
  }

  /** A request without a body. */
  public Answer send(String method, String path, Optional<String> ifMatch) {
    return send(method, path, ifMatch, Optional.empty());
  }

  /**
   * A request.
   *
   * @param path the path with encoded segments, without api-version
   * @throws CommandFailure if no hub is reached or it refuses
   */
  public Answer send(
      String method, String path, Optional<String> ifMatch, Optional<JsonValue> body) {
    HttpRequest.Builder request = request(path);
    request.method(
        method,
        body.map(JsonText::bytes)
            .map(HttpRequest.BodyPublishers::ofByteArray)
            .orElseGet(HttpRequest.BodyPublishers::noBody));
    body.ifPresent(json -> request.header("Content-Type", "application/json; charset=utf-8"));
    ifMatch.ifPresent(etag -> request.header("If-Match", etag));
    return checked(exchange(request.build()));
  }

  /** One page of a query. */
  public Answer query(String text, int pageSize, Optional<String> continuation) {
    HttpRequest.Builder request = request("/devices/query");
    request.POST(HttpRequest.BodyPublishers.ofByteArray(
        JsonText.bytes(JsonObject.of("query", new JsonString(text)))));
    request.header("Content-Type", "application/json; charset=utf-8");
    request.header("x-ms-max-item-count", Integer.toString(pageSize));
    continuation.ifPresent(token -> request.header("x-ms-continuation", token));
    return checked(exchange(request.build()));
  }

  /**
   * A request that only a Twinhub knows; empty if the hub is none.
   *
   * @throws CommandFailure if no hub is reached or it refuses
   */
  Optional<JsonValue> sendToTwinhub(String method, String path, Optional<JsonValue> body) {
    try {
      return Optional.of(send(method, path, Optional.empty(), body).body());
    } catch (CommandFailure refusal) {
      if (refusal.exitCode() == ExitCode.REFUSED && !isOurs(refusal)) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /** Twinhub's refusals of these routes name an error of Azure's; whatever else answers does not. */
  private static boolean isOurs(CommandFailure refusal) {
    String message = String.valueOf(refusal.getMessage());
    return message.contains("ErrorCode:") || message.contains(QUERY_REFUSED);
  }

  /**
   * What {@code work} answers. If the hub refuses a query in it, it is asked for the places of the mistakes,
   * which the ports do not carry.
   *
   * @param api the hub that runs the query
   * @throws CommandFailure with the places, if the hub tells them
   */
  public static <T> T explained(Supplier<HubApi> api, QueryText query, Supplier<T> work) {
    try {
      return work.get();
    } catch (HubException refusal) {
      if (refusal.code() == ErrorCode.ARGUMENT_INVALID) {
        var unused = api.get().query(query.value(), 1, Optional.empty());
      }
      throw refusal;
    }
  }

  private HttpRequest.Builder request(String path) {
    String separator = path.contains("?") ? "&" : "?";
    return HttpRequest.newBuilder(
            URI.create("https://" + authority + path + separator + API_VERSION))
        .timeout(ANSWER_WAIT_MAX)
        .header("Accept", "application/json")
        .header("Authorization", new SasTokens(connection, InstantSource.system()).token());
  }

  /** A hub that is busy did nothing, so any request may be made again. */
  private HttpResponse<byte[]> exchange(HttpRequest request) {
    Duration wait = FIRST_WAIT;
    for (int attempt = 1; ; attempt++) {
      HttpResponse<byte[]> response = exchangeOnce(request);
      if (!BUSY.contains(response.statusCode()) || attempt == ATTEMPTS_MAX) {
        return response;
      }
      Duration asked = Duration.ofSeconds(response
          .headers()
          .firstValue("Retry-After")
          .filter(text -> text.matches("[0-9]{1,4}"))
          .map(Long::parseLong)
          .orElse(0L));
      pause.accept(bounded(asked.compareTo(wait) > 0 ? asked : wait));
      wait = wait.multipliedBy(2);
    }
  }

  private static Duration bounded(Duration wait) {
    return wait.compareTo(WAIT_MAX) < 0 ? wait : WAIT_MAX;
  }

  private HttpResponse<byte[]> exchangeOnce(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw CommandFailure.noHub("no hub reached at %s: %s".formatted(authority, reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.noHub("interrupted while waiting for " + authority);
    }
  }

  private static String reason(IOException e) {
    return CommandFailure.withAdvice(AzureErrors.reason(e));
  }

  private static Answer checked(HttpResponse<byte[]> response) {
    if (response.statusCode() < FIRST_ERROR_STATUS) {
      JsonValue body =
          response.body().length == 0 ? JsonNull.NULL : JsonText.parse(response.body());
      return new Answer(
          body,
          response.headers().firstValue("x-ms-continuation").filter(t -> !t.isEmpty()),
          problems(response));
    }
    String told = problems(response)
        .map(text -> QUERY_REFUSED + "\n" + text)
        .orElseGet(() -> RefusalText.of(response.body()));
    throw CommandFailure.refused("%d %s".formatted(response.statusCode(), told));
  }

  private static Optional<String> problems(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("twinhub-query-problems")
        .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8));
  }

  /**
   * A device's or module's id as a path segment. What else ids may hold is the hub's to say.
   *
   * @throws CommandFailure if it holds a slash, which would lead to another address
   */
  public static String segment(String option, String id) {
    if (id.contains("/")) {
      throw CommandFailure.usage("%s: an id holds no slash: %s".formatted(option, id));
    }
    return segment(id);
  }

  /** A name as a path segment. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * What a hub answered.
   *
   * @param body the JSON; null's JSON value if there was none
   * @param continuation where the next page begins
   * @param warnings what is odd about a query, with places; only a Twinhub tells
   */
  public record Answer(JsonValue body, Optional<String> continuation, Optional<String> warnings) {}
}
