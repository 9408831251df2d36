package io.twinhub.domain.message.queue;

/** How a message ended. */
public enum FeedbackStatus {
  /** The device completed it. */
  SUCCESS("Success"),
  /** It expired before the device completed it. */
  EXPIRED("Expired"),
  /** The device abandoned it too often. */
  DELIVERY_COUNT_EXCEEDED("DeliveryCountExceeded"),
  /** The device rejected it. */
  REJECTED("Rejected"),
  /** A back end purged the queue. */
  PURGED("Purged");

  private final String azureName;

  FeedbackStatus(String azureName) {
    this.azureName = azureName;
  }

  /** The spelling on the wire. */
  public String azureName() {
    return azureName;
  }
}
