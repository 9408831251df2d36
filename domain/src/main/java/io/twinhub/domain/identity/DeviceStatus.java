package io.twinhub.domain.identity;

/** Whether a device may connect. */
public enum DeviceStatus {
  /** The device may connect. */
  ENABLED("enabled"),
  /** The device may not connect; open connections are dropped. */
  DISABLED("disabled");

  private final String azureName;

  DeviceStatus(String azureName) {
    this.azureName = azureName;
  }

  /** The spelling on the wire. */
  public String azureName() {
    return azureName;
  }
}
