package io.twinhub.domain.transfer;

/** What a job does. */
public enum TransferKind {
  /** It reads identities and twins from a container. */
  IMPORT("import"),
  /** It writes all identities and twins to a container. */
  EXPORT("export");

  private final String word;

  TransferKind(String word) {
    this.word = word;
  }

  /** The spelling on the wire. */
  public String word() {
    return word;
  }
}
