package io.twinhub.domain.identity;

import java.util.Optional;

/** How an identity authenticates. */
public sealed interface Authentication {

  /**
   * The spelling on the wire: {@code sas}, {@code selfSigned}, {@code certificateAuthority}, {@code none}.
   */
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
    /** Its {@link #type()}. */
    public static final String TYPE = "selfSigned";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** A client certificate that chains to a certificate authority that the hub trusts. */
  record CertificateAuthority() implements Authentication {
    /** Its {@link #type()}. */
    public static final String TYPE = "certificateAuthority";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** No way to connect: the edge runtime's own modules. */
  record None() implements Authentication {
    /** Its {@link #type()}. */
    public static final String TYPE = "none";

    @Override
    public String type() {
      return TYPE;
    }
  }
}
