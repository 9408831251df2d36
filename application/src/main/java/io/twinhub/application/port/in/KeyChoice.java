package io.twinhub.application.port.in;

import io.twinhub.domain.document.DocumentNames;

/** Which of the two keys of an identity. */
public enum KeyChoice {
  /** The primary key. */
  PRIMARY(DocumentNames.PRIMARY_KEY),
  /** The secondary key. */
  SECONDARY(DocumentNames.SECONDARY_KEY),
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
