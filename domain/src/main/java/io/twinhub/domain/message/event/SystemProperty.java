package io.twinhub.domain.message.event;

import java.util.Arrays;
import java.util.Optional;

/**
 * The properties of a device's message whose meaning the service knows. Source: Azure's page on message
 * formats.
 */
public enum SystemProperty {
  /** Identifies the message. */
  MESSAGE_ID("messageId"),
  /** Names what the message belongs to. */
  CORRELATION_ID("correlationId"),
  /** The user who sent it, as the device says. */
  USER_ID("userId"),
  /** Where it goes, as the device says. */
  TO("to"),
  /** The content type of the body. */
  CONTENT_TYPE("contentType"),
  /** The content encoding of the body. */
  CONTENT_ENCODING("contentEncoding"),
  /** Until when it is valid, as the device wrote it. */
  EXPIRY("expiry"),
  /** When the device made it, as the device wrote it. */
  CREATION_TIME("creationTime"),
  /** The schema of its body. */
  SCHEMA("schema"),
  /** The component of a Plug and Play device that it belongs to. */
  COMPONENT("component"),
  /** The interface of a message from a security module. */
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
