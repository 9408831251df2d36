package io.twinhub.azure.amqp;

import io.twinhub.azure.wire.AzureErrors;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Carries AMQP's bytes in the frames of a WebSocket. All methods block. To be used by one thread at a time.
 */
final class WebSocketPipe implements AutoCloseable {
  /** How long opening, or one write, may take. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  /**
   * Source: Azure's pages on AMQP over WebSocket; the parameter says that the client has no certificate.
   */
  private static final String ADDRESS = "wss://%s/$iothub/websocket?iothub-no-client-cert=true";

  private static final String PROTOCOL = "AMQPWSB10";

  private final Incoming incoming = new Incoming();
  private final WebSocket socket;

  /**
   * Opens a WebSocket.
   *
   * @param authority host and port to connect to
   * @throws IOException if the hub is not reached or refuses
   */
  WebSocketPipe(String authority, SSLContext trust) throws IOException {
    this.socket = done(HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(trust)
        .connectTimeout(WAIT_MAX)
        .build()
        .newWebSocketBuilder()
        .subprotocols(PROTOCOL)
        .buildAsync(URI.create(ADDRESS.formatted(authority)), incoming));
  }

  private static <T> T done(Future<T> work) throws IOException {
    try {
      return work.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      if (cause instanceof WebSocketHandshakeException refused) {
        throw new IOException(
            "the hub answered %d instead of opening a WebSocket"
                .formatted(refused.getResponse().statusCode()),
            refused);
      }
      throw new IOException(AzureErrors.reason(cause), cause);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + WAIT_MAX.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  void write(ByteBuffer bytes) throws IOException {
    WebSocket unused = done(socket.sendBinary(bytes, true));
  }

  /**
   * Reads some bytes.
   *
   * @return empty if none came in time
   * @throws IOException if the hub has closed the connection
   */
  Optional<byte[]> read(Duration wait) throws IOException {
    try {
      byte[] bytes = incoming.chunks.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (bytes == Incoming.END) {
        incoming.chunks.add(Incoming.END);
        throw new IOException("the hub closed the connection");
      }
      return Optional.ofNullable(bytes);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** The bytes that came and were not read; AMQP's window keeps them few. */
  private static final class Incoming implements WebSocket.Listener {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      if (bytes.length > 0) {
        chunks.add(bytes);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      chunks.add(END);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      chunks.add(END);
    }
  }
}
