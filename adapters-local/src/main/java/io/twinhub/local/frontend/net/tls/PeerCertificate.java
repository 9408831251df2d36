package io.twinhub.local.frontend.net.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The certificates that a client presented in the TLS handshake. */
public final class PeerCertificate {
  private PeerCertificate() {}

  /**
   * The client's chain, its own certificate first; empty if it presented none. The client has proven that it
   * holds the key of the first; nothing else has been checked.
   */
  public static List<X509Certificate> chain(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      return List.of();
    }
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate certificate : tls.engine().getSession().getPeerCertificates()) {
        if (certificate instanceof X509Certificate x509) {
          chain.add(x509);
        }
      }
    } catch (SSLPeerUnverifiedException e) {
      return List.of(); // how the JDK says that there is none
    }
    return List.copyOf(chain);
  }
}
