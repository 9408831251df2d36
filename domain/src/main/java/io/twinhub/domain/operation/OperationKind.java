package io.twinhub.domain.operation;

import java.util.Arrays;
import java.util.Optional;

/** What can be done with a hub, and what a hub does for its devices. */
public enum OperationKind {
  /** A device or module connects. */
  CONNECT("connect"),
  /** A connection ends. */
  DISCONNECT("disconnect"),
  /** A device reads its twin. */
  READ_OWN_TWIN("read-own-twin"),
  /** A device reports properties. */
  REPORT("report"),
  /** A device asks to be told of its desired properties. */
  WATCH_DESIRED("watch-desired"),
  /** A new version of the desired properties is there for a device, whether it is connected or not. */
  OFFER("offer"),
  /** The hub tells a device of its desired properties. */
  NOTIFY("notify"),
  /** A device acknowledges that it was told of its desired properties. */
  ACKNOWLEDGE("acknowledge"),
  /** A device sends a message. */
  SEND_EVENT("send-event"),
  /** The hub hands a method call to a device. */
  DELIVER_CALL("deliver-call"),
  /** A device answers a method call. */
  ANSWER_CALL("answer-call"),
  /** The hub hands a cloud-to-device message to a device. */
  DELIVER_MESSAGE("deliver-message"),
  /** A device settles a cloud-to-device message. */
  SETTLE_MESSAGE("settle-message"),
  /** A back end reads a twin. */
  READ_TWIN("read-twin"),
  /** A back end patches a twin. */
  PATCH_TWIN("patch-twin"),
  /** A back end replaces sections of a twin. */
  REPLACE_TWIN("replace-twin"),
  /** A back end queries twins. */
  QUERY("query"),
  /** A back end calls a method. */
  INVOKE("invoke"),
  /** A back end creates a scheduled job. */
  CREATE_JOB("create-job"),
  /** A back end reads or lists scheduled jobs. */
  READ_JOB("read-job"),
  /** A back end cancels a scheduled job. */
  CANCEL_JOB("cancel-job"),
  /** A back end sends a cloud-to-device message. */
  SEND_MESSAGE("send-message"),
  /** A back end throws away the messages that wait for a device. */
  PURGE("purge"),
  /** A back end takes feedback. */
  FEEDBACK("feedback"),
  /** A back end reads events. */
  READ_EVENTS("read-events"),
  /** A back end reads the identity registry. */
  READ_IDENTITY("read-identity"),
  /** A back end registers an identity. */
  CREATE_IDENTITY("create-identity"),
  /** A back end changes an identity. */
  UPDATE_IDENTITY("update-identity"),
  /** A back end deletes an identity. */
  DELETE_IDENTITY("delete-identity"),
  /** A back end reads configurations, or tries their queries. */
  READ_CONFIGURATION("read-configuration"),
  /** A back end creates or changes a configuration. */
  WRITE_CONFIGURATION("write-configuration"),
  /** A back end deletes a configuration. */
  DELETE_CONFIGURATION("delete-configuration"),
  /** A back end gives an edge device its modules. */
  APPLY_CONTENT("apply-content"),
  /** A back end starts an import or export job. */
  START_TRANSFER("start-transfer"),
  /** A back end reads import and export jobs. */
  READ_TRANSFER("read-transfer"),
  /** A back end cancels an import or export job. */
  CANCEL_TRANSFER("cancel-transfer");

  private final String text;

  OperationKind(String text) {
    this.text = text;
  }

  /** The name that users write and read, such as {@code patch-twin}. */
  public String text() {
    return text;
  }

  /** Whether it has happened by the time the hub hears of it, so that nothing can disturb it. */
  public boolean isPast() {
    return this == DISCONNECT || this == OFFER || this == ACKNOWLEDGE;
  }

  /** Whether the hub does it by itself, for a device: it delivers something. */
  public boolean isDelivery() {
    return this == NOTIFY || this == DELIVER_CALL || this == DELIVER_MESSAGE;
  }

  /** The kind with this name. */
  public static Optional<OperationKind> find(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text.equalsIgnoreCase(text))
        .findFirst();
  }
}
