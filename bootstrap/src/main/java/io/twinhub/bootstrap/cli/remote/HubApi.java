package io.twinhub.bootstrap.cli.remote;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.amqp.ServiceMessaging;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.azure.rest.RestExchange;
import io.twinhub.azure.rest.RestSender;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.ExitCode;
import io.twinhub.bootstrap.cli.print.RefusalText;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.query.QueryText;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The REST API of a hub, local or Azure, as commands use it. */
public final class HubApi {
  /** Five attempts within about twenty seconds, since somebody is waiting for the command. */
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30), 5);

  /**
   * How long a token is valid: longer than one command takes, but short enough that a leaked token does
   * little harm.
   */
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  /** The heading above the places of the mistakes, which only a Twinhub tells. */
  private static final String QUERY_REFUSED = "the query is refused";

  private final ConnectionString connection;
  private final String authority;
  private final String origin;
  private final Supplier<SSLContext> trust;
  private final RestSender exchange;

  /**
   * The API of one hub.
   *
   * @param authority host and port to connect to
   */
  public HubApi(ConnectionString connection, String authority, SSLContext trust) {
    this(connection, authority, trust, BACKOFF);
  }

  /** The API of one hub; {@code backoff} says how long to wait before a busy hub is asked again. */
  public HubApi(ConnectionString connection, String authority, SSLContext trust, Backoff backoff) {
    this.connection = connection;
    this.authority = authority;
    this.origin = "https://" + authority;
    this.trust = () -> trust;
    this.exchange = new RestExchange(trust, RestExchange.ANSWER_WAIT_MAX, this::token, backoff);
  }

  /**
   * The API of a hub on this machine, through its port for commands.
   *
   * @param trust for what is not asked through that port
   */
  HubApi(HubFacts facts, Supplier<SSLContext> trust) {
    this.connection = ConnectionString.parse(facts.connectionString());
    this.authority = facts.host() + ":" + facts.httpsPort();
    this.origin = "http://127.0.0.1:" + facts.commandsPort();
    this.trust = trust;
    this.exchange = new LoopbackRest(this::token, BACKOFF);
  }

  private String token() {
    return SasTokens.signed(
        connection.hostName(),
        connection.key(),
        Optional.of(connection.keyName()),
        Instant.now().plus(TOKEN_LIFE));
  }

  /** The host in the connection strings of devices. */
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
    RestCall call = new RestCall(method, target(path), Map.of(), body.map(JsonWriter::text), false);
    return checked(exchange(ifMatch.map(etag -> call.with("If-Match", etag)).orElse(call)));
  }

  /**
   * A request whose answer is not JSON, such as a message to a device.
   *
   * @param path as for {@link #send}
   * @throws CommandFailure as {@link #send}
   */
  public RestAnswer ask(String method, String path, Map<String, String> headers) {
    return accepted(exchange(new RestCall(method, target(path), headers, Optional.empty(), false)));
  }

  /**
   * A connection for messages to devices; pass an exception that it throws to {@link #unreached}.
   *
   * @throws CommandFailure if no hub is reached
   */
  public ServiceMessaging messaging() {
    try {
      return new ServiceMessaging(authority, connection.keyName(), token(), trust.get());
    } catch (IOException e) {
      throw unreached(e);
    }
  }

  /**
   * The connection string of the hub's events, with the same policy, as the hub itself reports it.
   *
   * @throws CommandFailure if no hub is reached
   * @throws HubException if it refuses
   */
  public String eventsConnectionString() {
    try (ServiceMessaging messaging = messaging()) {
      String place = messaging.eventsPlace();
      int slash = place.indexOf('/');
      return "Endpoint=sb://%s/;SharedAccessKeyName=%s;SharedAccessKey=%s;EntityPath=%s"
          .formatted(
              place.substring(0, slash),
              connection.keyName(),
              connection.key().base64(),
              place.substring(slash + 1));
    } catch (IOException e) {
      throw unreached(e);
    }
  }

  /** Makes this the default trust of the process, for clients whose trust cannot be set otherwise. */
  public void trustEverywhere() {
    SSLContext.setDefault(trust.get());
  }

  /** The failure if the hub gave no answer. */
  public CommandFailure unreached(IOException noAnswer) {
    return CommandFailure.noHub("no hub reached at %s: %s".formatted(authority, reason(noAnswer)));
  }

  /**
   * A call of a direct method.
   *
   * @param answerWait how long the device may take; the usual time of the hub itself is added
   * @throws CommandFailure as {@link #send}
   */
  public Answer invoke(String path, JsonValue body, Duration answerWait) {
    RestCall call = RestCall.write("POST", target(path), body);
    return checked(exchange(call, RestExchange.ANSWER_WAIT_MAX.plus(answerWait)));
  }

  /**
   * A call of a command of a digital twin; its status is in a header.
   *
   * @param answerWait as for {@link #invoke}
   * @throws CommandFailure as {@link #send}
   */
  public RestAnswer command(String path, JsonValue body, Duration answerWait) {
    RestCall call = RestCall.write("POST", target(path), body);
    return accepted(exchange(call, RestExchange.ANSWER_WAIT_MAX.plus(answerWait)));
  }

  /** One page of a query. */
  public Answer query(String text, int pageSize, Optional<String> continuation) {
    RestCall page = new RestCall(
        "POST",
        target("/devices/query"),
        Map.of("x-ms-max-item-count", Integer.toString(pageSize)),
        Optional.of(JsonWriter.text(JsonObject.of("query", new JsonString(text)))),
        false);
    return checked(exchange(
        continuation.map(token -> page.with("x-ms-continuation", token)).orElse(page)));
  }

  /**
   * A request that only a Twinhub knows; empty if the hub is not a Twinhub.
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

  /** Twinhub's refusals on these routes name an Azure error; those of other servers do not. */
  private static boolean isOurs(CommandFailure refusal) {
    String message = String.valueOf(refusal.getMessage());
    return message.contains("ErrorCode:") || message.contains(QUERY_REFUSED);
  }

  /**
   * The result of {@code work}. If the hub refuses a query in it, the hub is asked for the places of the
   * mistakes, which the ports do not carry.
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

  private URI target(String path) {
    String separator = path.contains("?") ? "&" : "?";
    return URI.create(
        "%s%s%sapi-version=%s".formatted(origin, path, separator, RestCall.API_VERSION));
  }

  private RestAnswer exchange(RestCall call) {
    return exchange(call, RestExchange.ANSWER_WAIT_MAX);
  }

  private RestAnswer exchange(RestCall call, Duration answerWait) {
    try {
      return exchange.send(call, answerWait);
    } catch (IOException e) {
      throw unreached(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.noHub("interrupted while waiting for " + authority);
    }
  }

  private static String reason(IOException e) {
    return CommandFailure.withAdvice(AzureErrors.reason(e));
  }

  private static Answer checked(RestAnswer answer) {
    byte[] body = accepted(answer).content().toArray();
    return new Answer(
        body.length == 0 ? JsonNull.NULL : JsonText.parse(body),
        answer.header("x-ms-continuation"),
        problems(answer));
  }

  private static Optional<String> problems(RestAnswer answer) {
    return answer
        .header("twinhub-query-problems")
        .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8));
  }

  private static RestAnswer accepted(RestAnswer answer) {
    if (!answer.isRefusal()) {
      return answer;
    }
    String told = problems(answer)
        .map(text -> QUERY_REFUSED + "\n" + text)
        .orElseGet(() -> RefusalText.of(answer.content().toArray()));
    // An error's six digits begin with the status, which need not be repeated.
    boolean numbered = told.matches("(?s)" + answer.status() + "[0-9]{3} .*");
    throw CommandFailure.refused(numbered ? told : "%d %s".formatted(answer.status(), told));
  }

  /**
   * A device's or module's id as a path segment. The hub decides what else an id may hold.
   *
   * @throws CommandFailure if it holds a slash, which would lead to another address
   */
  public static String segment(String option, String id) {
    if (id.contains("/")) {
      throw CommandFailure.usage("%s: an id cannot contain a slash: %s".formatted(option, id));
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
   * @param body the JSON; JSON null if there was none
   * @param continuation where the next page begins
   * @param warnings what is odd about a query, with places; only a Twinhub gives any
   */
  public record Answer(JsonValue body, Optional<String> continuation, Optional<String> warnings) {}
}
