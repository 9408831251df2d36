package io.twinhub.azure.device;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities whose certificates are trusted for one hub. The JVM's own settings are not changed. */
public final class HubTrust {
  private final TrustManagerFactory managers;

  private HubTrust(TrustManagerFactory managers) {
    this.managers = managers;
  }

  /** The authorities that this JVM trusts; right for Azure. */
  public static HubTrust ofJvm() {
    return new HubTrust(managers(Optional.empty()));
  }

  /** The authorities in a store; right for a local hub, with the store made from its CA file. */
  public static HubTrust of(KeyStore authorities) {
    return new HubTrust(managers(Optional.of(authorities)));
  }

  private static TrustManagerFactory managers(Optional<KeyStore> authorities) {
    try {
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(authorities.orElse(null));
      return managers;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a store of authorities", e);
    }
  }

  /** Trust managers, for clients that set up TLS themselves. */
  public TrustManagerFactory managers() {
    return managers;
  }

  /** A TLS context without a client certificate. */
  public SSLContext context() {
    return context(new KeyManager[0]);
  }

  /** A TLS context that presents a device's certificate. */
  public SSLContext context(DeviceCertificate shown) {
    return context(shown.managers().getKeyManagers());
  }

  private SSLContext context(KeyManager[] shown) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(shown, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }
}
