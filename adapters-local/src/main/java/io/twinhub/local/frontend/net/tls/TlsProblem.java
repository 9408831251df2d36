package io.twinhub.local.frontend.net.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Explains TLS failures between a client and this hub to whoever runs the client. */
public final class TlsProblem {
  private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");

  /**
   * The alerts for a certificate that the client does not trust: OpenSSL sends the first, Go the second, Java
   * the third.
   */
  private static final List<String> OF_TRUST =
      List.of("unknown_ca", "bad_certificate", "certificate_unknown");

  private TlsProblem() {}

  /** A sentence that explains {@code cause}. */
  public static String sentence(Throwable cause) {
    Optional<String> alert = alert(cause);
    if (alert.filter(OF_TRUST::contains).isPresent()) {
      return "the client does not trust this hub's certificate (TLS alert %s); run the client in a shell"
              .formatted(alert.get())
          + " in which eval \"$(twinhub env)\" was run, or add the hub's CA to what the client trusts";
    }
    if (alert.isPresent()) {
      return "the client refused TLS with the alert " + alert.get();
    }
    if (cause instanceof NotSslRecordException) {
      return "the client does not speak TLS";
    }
    if (cause instanceof SslHandshakeTimeoutException) {
      return "the client did not finish the TLS handshake within %d s"
          .formatted(ServerTls.HANDSHAKE_TIMEOUT.toSeconds());
    }
    if (cause instanceof ClosedChannelException) {
      return "the client left before the TLS handshake was done";
    }
    return "the TLS handshake failed: " + cause.getMessage();
  }

  /** The name of the alert that a client sent, such as {@code unknown_ca}; empty if that is not the cause. */
  public static Optional<String> alert(Throwable cause) {
    Matcher alert =
        ALERT.matcher(cause instanceof SSLException ? String.valueOf(cause.getMessage()) : "");
    return alert.find() ? Optional.of(alert.group(1)) : Optional.empty();
  }
}
