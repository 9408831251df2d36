package io.twinhub.domain.message.event;

import java.util.Arrays;
import java.util.Optional;

/** What the service knows the meaning of in a message of a device. Source: Azure's page on message formats. */
public enum SystemProperty {
  /** Tells the message from others. */
  MESSAGE_ID("messageId"),
  /** What the message belongs to. */
  CORRELATION_ID("correlationId"),
  /** Who sent it, as the device says. */
  USER_ID("userId"),
  /** Where it goes, as the device says. */
  TO("to"),
  /** What the body is. */
  CONTENT_TYPE("contentType"),
  /** How the body is written. */
  CONTENT_ENCODING("contentEncoding"),
  /** Until when it is of use, as the device wrote it. */
  EXPIRY("expiry"),
  /** When the device made it, as the device wrote it. */
  CREATION_TIME("creationTime"),
  /** The schema of its body. */
  SCHEMA("schema"),
  /** The component of a Plug and Play device that it belongs to. */
  COMPONENT("component"),
  /** The interface of a security module's message. */
  INTERFACE_ID("interfaceId");

  private final String documentName;

  SystemProperty(String documentName) {
    this.documentName = documentName;
  }

  /** The name under which the log keeps it. */
  public String documentName() {
    return documentName;
  }

  /** The property that the log keeps under {@code name}. */
  public static Optional<SystemProperty> ofDocumentName(String name) {
    return Arrays.stream(values()).filter(one -> one.documentName.equals(name)).findFirst();
  }
}
