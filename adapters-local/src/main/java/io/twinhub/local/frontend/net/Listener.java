package io.twinhub.local.frontend.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.twinhub.local.frontend.net.log.CondensedLog;
import io.twinhub.local.frontend.net.tls.ServerTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port that accepts the connections of one protocol. Safe to use from any thread. */
public final class Listener implements AutoCloseable {
  /** Below this many unsent bytes a connection counts as writable again. */
  public static final int WRITE_LOW_BYTES = 64 * 1024;

  /** From this many unsent bytes on, a connection counts as not writable. */
  public static final int WRITE_HIGH_BYTES = 256 * 1024;

  /** How many connections the kernel may hold until they are accepted. */
  private static final int BACKLOG = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private final Network network;
  private final Endpoint endpoint;
  private final CondensedLog condensed = new CondensedLog(LOG::info);
  private final Map<Channel, Accepted> connections = new ConcurrentHashMap<>();
  private Optional<Channel> server = Optional.empty();

  /**
   * A connection's work, and a future that completes when the connection is closed and no longer counted. The
   * channel's own future completes a little earlier.
   */
  private record Accepted(SerialExecutor work, CompletableFuture<Channel> gone) {}

  private Listener(Network network, Endpoint endpoint) {
    this.network = network;
    this.endpoint = endpoint;
  }

  /**
   * Opens the port; accepts connections when it returns.
   *
   * @throws BindProblem if the port cannot be opened
   */
  public static Listener bind(
      Network network, Endpoint endpoint, Optional<ServerTls> tls, ConnectionSetup setup) {
    Listener listener = new Listener(network, endpoint);
    ServerBootstrap bootstrap = new ServerBootstrap()
        .group(network.eventLoops())
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(WRITE_LOW_BYTES, WRITE_HIGH_BYTES))
        .childHandler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            listener.accept(channel, tls, setup);
          }
        });
    listener.open(bootstrap);
    return listener;
  }

  private void open(ServerBootstrap bootstrap) {
    ChannelFuture bound = bootstrap.bind(endpoint.address()).awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw new BindProblem(endpoint, cause);
    }
    bound.channel().pipeline().addLast(new Shortage(endpoint.name(), connections::size));
    server = Optional.of(bound.channel());
  }

  private void accept(SocketChannel channel, Optional<ServerTls> tls, ConnectionSetup setup) {
    if (!network.admit()) {
      String client = String.valueOf(channel.remoteAddress());
      String full =
          ("%s: %d connections are open, which is the limit with this heap; a client is refused. A larger"
                  + " heap allows up to %d (TWINHUB_OPTS=-Xmx1g)")
              .formatted(endpoint.name(), network.connectionsMax(), Network.CONNECTIONS_MAX);
      if (condensed.isNew(client, full)) {
        LOG.warn("{} ({})", full, client);
      }
      Outbound.close(channel);
      return;
    }
    SerialExecutor work = network.newSerialExecutor(() -> Outbound.close(channel));
    CompletableFuture<Channel> gone = new CompletableFuture<>();
    connections.put(channel, new Accepted(work, gone));
    channel.closeFuture().addListener(closed -> {
      connections.remove(channel);
      network.dismiss();
      gone.complete(channel);
    });
    ChannelPipeline pipeline = channel.pipeline();
    tls.ifPresent(
        t -> pipeline.addLast("tls", t.newHandler(channel.alloc(), network.handshakes())));
    ConnectionGuard guard = new ConnectionGuard(
        endpoint.name(), condensed, () -> LastResort.addBefore(pipeline, setup, work));
    pipeline.addLast("guard", guard);
    if (tls.isEmpty()) {
      guard.open();
    }
  }

  /** The open port, even if {@link Endpoint#port()} was 0. */
  public int port() {
    return address().getPort();
  }

  /** The open address. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.orElseThrow().localAddress();
  }

  /** How many connections this listener holds. */
  public int connections() {
    return connections.size();
  }

  /**
   * Stops accepting connections, lets each finish the requests that it has taken, and closes it. After
   * {@link Network#CLOSE_TIMEOUT} it also closes those that have not finished. Closing twice does nothing.
   */
  @Override
  public void close() {
    server.ifPresent(Listener::release);
    connections.forEach((channel, accepted) -> {
      channel.config().setAutoRead(false);
      accepted.work().finish(() -> Outbound.close(channel));
    });
    List<Accepted> leaving = List.copyOf(connections.values());
    await(leaving, Network.CLOSE_TIMEOUT);
    connections.keySet().forEach(Outbound::close);
    await(leaving, Network.CLOSE_TIMEOUT);
  }

  /**
   * Closes and releases the port. The JDK releases it only on the selector's next turn, so this waits for
   * one: a caller that closes a hub may start the next on the same port at once.
   */
  private static void release(Channel server) {
    server.close().awaitUninterruptibly();
    if (server.eventLoop().isShuttingDown()) {
      return;
    }
    server
        .eventLoop()
        .schedule(() -> {}, 1, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(Network.CLOSE_TIMEOUT.toMillis());
  }

  private static void await(List<Accepted> leaving, Duration atMost) {
    CompletableFuture<?>[] all =
        leaving.stream().map(Accepted::gone).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all)
        .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
