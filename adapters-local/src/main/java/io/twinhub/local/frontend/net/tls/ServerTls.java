package io.twinhub.local.frontend.net.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.twinhub.local.tls.ServerCertificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * TLS for all listeners: 1.2 (the newest that Python's clients support) and 1.3, with or without a server
 * name. A client certificate is requested but never required, because devices with and without one share the
 * ports.
 */
public final class ServerTls {
  /** How long a client may take for the handshake. */
  public static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  private final SslContext context;
  private final Supplier<Optional<ServerCertificate>> flawed;
  private final Map<ServerCertificate, SslContext> contexts;

  /** Creates TLS with this certificate. */
  public ServerTls(ServerCertificate certificate) {
    this(context(certificate), Optional::empty, new ConcurrentHashMap<>());
  }

  private ServerTls(
      SslContext context,
      Supplier<Optional<ServerCertificate>> flawed,
      Map<ServerCertificate, SslContext> contexts) {
    this.context = context;
    this.flawed = flawed;
    this.contexts = contexts;
  }

  /**
   * The same, with another certificate for some connections.
   *
   * @param certificate asked for each new connection; empty for the usual certificate
   */
  public ServerTls withFlaws(Supplier<Optional<ServerCertificate>> certificate) {
    return new ServerTls(context, certificate, contexts);
  }

  private static SslContext context(ServerCertificate certificate) {
    try {
      return SslContextBuilder.forServer(new ServerKey(certificate))
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .clientAuth(ClientAuth.OPTIONAL)
          .trustManager(new AnyClientCertificate())
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JDK does not accept the server's certificate", e);
    }
  }

  /**
   * TLS for one connection.
   *
   * @param handshakes computes keys and signatures: hundreds of clients that connect at once must not hold up
   *     the event loops
   */
  public SslHandler newHandler(ByteBufAllocator allocator, Executor handshakes) {
    SslContext chosen = flawed
        .get()
        .map(other -> contexts.computeIfAbsent(other, ServerTls::context))
        .orElse(context);
    SslHandler handler = chosen.newHandler(allocator, handshakes);
    handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
    return handler;
  }
}
