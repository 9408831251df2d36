package io.twinhub.bootstrap.mcp.protocol;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One client on two streams, a message on each line. The SDK's own transport stops at the first line that is no
 * message and has no limits (ADR-0069).
 */
final class StreamTransport implements McpServerTransportProvider, McpServerTransport {
  /** The longest message, in bytes; a hub's own limit for a request is smaller. */
  static final int MESSAGE_MAX = 1024 * 1024;

  /** How many calls are worked on at a time; further ones wait in the pipe. */
  static final int CALLS_MAX = 8;

  /** How long calls are waited for when the client has gone. */
  private static final Duration END_WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(StreamTransport.class);

  private static final RecordJson JSON = new RecordJson();

  private final InputStream in;
  private final OutputStream out;
  private final Semaphore places = new Semaphore(CALLS_MAX);
  private Optional<McpServerSession> session = Optional.empty();
  private boolean asked;
  private boolean begun;

  StreamTransport(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    session = Optional.of(factory.create(this));
  }

  /** Reads until the end of the input, and then waits for calls that are under way. */
  void run() throws InterruptedException {
    try {
      BoundedLines lines = new BoundedLines(in, MESSAGE_MAX);
      for (Optional<BoundedLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        take(line.get());
      }
    } catch (IOException gone) {
      LOG.debug("the client has gone: {}", gone.getMessage());
    }
    if (!places.tryAcquire(CALLS_MAX, END_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.info("the client has gone before its calls ended");
    }
  }

  private void take(BoundedLines.Line line) throws InterruptedException, IOException {
    if (!line.complete()) {
      write(ClientMessage.error(
          JsonNull.NULL,
          McpSchema.ErrorCodes.INVALID_REQUEST,
          "a message may have at most %d bytes".formatted(MESSAGE_MAX)));
      return;
    }
    if (new String(line.bytes(), StandardCharsets.ISO_8859_1).isBlank()) {
      return;
    }
    try {
      Optional<ClientMessage> message = ClientMessage.read(line.bytes());
      if (message.isPresent()) {
        handle(message.get());
      }
    } catch (ClientMessage.Mistake mistake) {
      write(mistake.answer());
    }
  }

  /** The SDK would let a request wait that comes before the client has introduced itself. */
  private void handle(ClientMessage message) throws InterruptedException, IOException {
    if (message.id().isPresent()) {
      Optional<JsonObject> early = early(message, message.id().get());
      if (early.isPresent()) {
        write(early.get());
        return;
      }
    }
    asked = asked || message.method().equals(McpSchema.METHOD_INITIALIZE);
    begun = begun || (asked && message.method().equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED));
    McpSchema.JSONRPCMessage read =
        McpSchema.deserializeJsonRpcMessage(JSON, message.json().toString());
    places.acquire();
    session
        .orElseThrow()
        .handle(read)
        .doFinally(signal -> places.release())
        .subscribe(nothing -> {}, failure -> LOG.warn("a message was not handled", failure));
  }

  private Optional<JsonObject> early(ClientMessage message, JsonValue id) {
    boolean introduces = message.method().equals(McpSchema.METHOD_INITIALIZE);
    if (introduces) {
      return asked
          ? Optional.of(refused(id, "the client is initialised already"))
          : mistake(message, id);
    }
    if (begun) {
      return Optional.empty();
    }
    if (message.method().equals(McpSchema.METHOD_PING)) {
      return Optional.of(JsonObject.builder()
          .put("jsonrpc", McpSchema.JSONRPC_VERSION)
          .put("id", id)
          .put("result", JsonObject.EMPTY)
          .build());
    }
    return Optional.of(refused(
        id,
        asked
            ? "send the notification 'notifications/initialized' first"
            : "send the request 'initialize' first"));
  }

  /** What is wrong with an introduction, which may then be repeated. */
  private static Optional<JsonObject> mistake(ClientMessage message, JsonValue id) {
    try {
      var unused = JSON.convertValue(
          message.json().find("params").orElse(JsonObject.EMPTY),
          McpSchema.InitializeRequest.class);
      return Optional.empty();
    } catch (McpError wrong) {
      return Optional.of(ClientMessage.error(
          id, McpSchema.ErrorCodes.INVALID_PARAMS, String.valueOf(wrong.getMessage())));
    }
  }

  private static JsonObject refused(JsonValue id, String problem) {
    return ClientMessage.error(id, McpSchema.ErrorCodes.INVALID_REQUEST, problem);
  }

  private synchronized void write(JsonValue message) throws IOException {
    out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return Mono.fromCallable(() -> {
          write(RecordWriter.json(message));
          return message;
        })
        .then();
  }

  @Override
  public <T> @Nullable T unmarshalFrom(Object data, TypeRef<T> type) {
    return JSON.convertValue(data, type);
  }

  @Override
  public List<String> protocolVersions() {
    return List.of(
        ProtocolVersions.MCP_2024_11_05,
        ProtocolVersions.MCP_2025_03_26,
        ProtocolVersions.MCP_2025_06_18,
        ProtocolVersions.MCP_2025_11_25);
  }

  /** Nothing is told unasked. */
  @Override
  public Mono<Void> notifyClients(String method, Object parameters) {
    return Mono.empty();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  @Override
  public void close() {
    // The streams belong to the process.
  }
}
