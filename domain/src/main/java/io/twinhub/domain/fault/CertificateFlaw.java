package io.twinhub.domain.fault;

/** What is wrong with a server certificate. */
public enum CertificateFlaw {
  /** It has expired. */
  EXPIRED("expired"),
  /** It is for another host. */
  WRONG_NAME("wrong-name"),
  /** It was issued by an authority that no client trusts. */
  UNKNOWN_ISSUER("unknown-issuer");

  private final String text;

  CertificateFlaw(String text) {
    this.text = text;
  }

  /** The name that users write and read, such as {@code wrong-name}. */
  public String text() {
    return text;
  }
}
