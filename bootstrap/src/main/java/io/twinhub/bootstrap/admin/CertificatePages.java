package io.twinhub.bootstrap.admin;

import io.twinhub.local.tls.RevocationList;
import io.twinhub.local.tls.ServerCertificate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What clients need to verify the hub's certificate: its authority, and the certificates that the authority
 * has revoked.
 */
public final class CertificatePages {
  static final String AUTHORITY = "/ca.pem";
  static final String REVOCATIONS = "/ca.crl";

  private final Supplier<Optional<ServerCertificate>> certificate;
  private final InstantSource clock;

  /** @param certificate the hub's certificate; empty until it is made */
  public CertificatePages(Supplier<Optional<ServerCertificate>> certificate, InstantSource clock) {
    this.certificate = certificate;
    this.clock = clock;
  }

  /** The address of the list of revoked certificates on the admin port {@code port}. */
  public static URI revocations(int port) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port, REVOCATIONS));
  }

  AdminAnswer authority() {
    return answer(
        "application/x-pem-file",
        found -> found.authorityPem().getBytes(StandardCharsets.US_ASCII));
  }

  AdminAnswer revocations() {
    return answer(RevocationList.MEDIA_TYPE, found -> found.revocations().der(clock.instant()));
  }

  private AdminAnswer answer(String type, Function<ServerCertificate, byte[]> body) {
    return certificate
        .get()
        .map(found -> new AdminAnswer(200, type, body.apply(found)))
        .orElseGet(AdminPages::notReady);
  }
}
