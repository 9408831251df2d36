package io.twinhub.application.port;

/** Why a hub ended a device's connection. */
public enum CloseReason {
  /** A newer connection of the same identity took over. */
  TAKEN_OVER("a newer connection of the same identity took over"),
  /** The device was disabled. */
  DISABLED("the device was disabled"),
  /** The identity was deleted. */
  DELETED("the identity was deleted"),
  /** The connection to the hub was lost. */
  LOST("the connection was lost"),
  /** The hub's contents were replaced: restored from a snapshot, or reset. */
  HUB_REPLACED("the hub's twins were replaced by a snapshot or a reset"),
  /** The hub is stopping. */
  HUB_STOPPING("the hub is stopping");

  private final String sentence;

  CloseReason(String sentence) {
    this.sentence = sentence;
  }

  /** The reason in words, for logs. */
  public String sentence() {
    return sentence;
  }
}
