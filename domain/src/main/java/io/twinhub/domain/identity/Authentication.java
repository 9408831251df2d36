package io.twinhub.domain.identity;

import java.util.Optional;

/** How an identity proves itself. */
public sealed interface Authentication {

  /** The spelling on the wire: {@code sas}, {@code selfSigned}, {@code certificateAuthority}, {@code none}. */
  String type();

  /** Tokens signed with one of two keys. */
  record Sas(SharedKey primaryKey, SharedKey secondaryKey) implements Authentication {
    /** Its {@link #type()}. */
    public static final String TYPE = "sas";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A client certificate with one of two thumbprints. */
  record SelfSigned(Optional<Thumbprint> primary, Optional<Thumbprint> secondary)
      implements Authentication {
    @Override
    public String type() {
      return "selfSigned";
    }
  }

  /** A client certificate that chains to a certificate authority which the hub trusts. */
  record CertificateAuthority() implements Authentication {
    @Override
    public String type() {
      return "certificateAuthority";
    }
  }

  /** No way to connect: the edge runtime's own modules. */
  record None() implements Authentication {
    @Override
    public String type() {
      return "none";
    }
  }
}
