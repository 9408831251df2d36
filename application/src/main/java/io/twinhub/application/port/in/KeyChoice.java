package io.twinhub.application.port.in;

/** Which of the two keys of an identity. */
public enum KeyChoice {
  /** The primary key. */
  PRIMARY("primaryKey"),
  /** The secondary key. */
  SECONDARY("secondaryKey"),
  /** Both. */
  BOTH("both");

  private final String azureName;

  KeyChoice(String azureName) {
    this.azureName = azureName;
  }

  /** The spelling on the wire. */
  public String azureName() {
    return azureName;
  }
}
