package io.twinhub.local.frontend.amqp.link;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A message, as far as the hub looks at it or fills it. */
public final class AmqpMessage {
  private final Optional<MessageId> messageId;
  private final Optional<MessageId> correlationId;
  private final Map<String, Object> annotations;
  private final Map<String, Object> properties;
  private final byte[] body;

  private AmqpMessage(Builder parts) {
    this.messageId = parts.messageId;
    this.correlationId = parts.correlationId;
    this.annotations = Map.copyOf(parts.annotations);
    this.properties = Map.copyOf(parts.properties);
    this.body = parts.body;
  }

  /** A message to be filled. */
  public static Builder builder() {
    return new Builder();
  }

  /** The message's own id. */
  public Optional<MessageId> messageId() {
    return messageId;
  }

  /** The id of the message that this one belongs to. */
  public Optional<MessageId> correlationId() {
    return correlationId;
  }

  /** The message annotations; the names are symbols on the wire, the values keep their AMQP types. */
  public Map<String, Object> annotations() {
    return annotations;
  }

  /** The application properties; the values keep their AMQP types. */
  public Map<String, Object> properties() {
    return properties;
  }

  /** The text of an annotation. */
  public Optional<String> annotation(String name) {
    return Optional.ofNullable(annotations.get(name)).map(Object::toString);
  }

  /** The text of an application property. */
  public Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name)).map(Object::toString);
  }

  /** The data section, or the bytes of a text. */
  public byte[] body() {
    return body;
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Gathers the parts of a message. */
  public static final class Builder {
    private Optional<MessageId> messageId = Optional.empty();
    private Optional<MessageId> correlationId = Optional.empty();
    private final Map<String, Object> annotations = new LinkedHashMap<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private byte[] body = {};

    private Builder() {}

    /** The message's own id. */
    public Builder messageId(Optional<MessageId> id) {
      messageId = id;
      return this;
    }

    /** The id of the message that this one belongs to. */
    public Builder correlationId(Optional<MessageId> id) {
      correlationId = id;
      return this;
    }

    /** A message annotation. An {@code Integer} is an AMQP int, a {@code Long} a long. */
    public Builder annotation(String name, Object value) {
      annotations.put(name, value);
      return this;
    }

    /** An application property. */
    public Builder property(String name, Object value) {
      properties.put(name, value);
      return this;
    }

    /** The data section. */
    public Builder body(byte[] bytes) {
      body = bytes;
      return this;
    }

    /** The message. */
    public AmqpMessage build() {
      return new AmqpMessage(this);
    }
  }
}
