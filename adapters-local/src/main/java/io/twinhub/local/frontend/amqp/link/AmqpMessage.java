package io.twinhub.local.frontend.amqp.link;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parts of a message that the hub reads or writes. */
public final class AmqpMessage {
  private final Optional<MessageId> messageId;
  private final Optional<MessageId> correlationId;
  private final Optional<String> to;
  private final Optional<byte[]> userId;
  private final Optional<String> contentType;
  private final Optional<String> contentEncoding;
  private final Optional<Instant> expiry;
  private final Map<String, Object> annotations;
  private final Map<String, Object> properties;
  private final byte[] body;
  private final Optional<Map<String, Object>> value;

  private AmqpMessage(Builder parts) {
    this.messageId = parts.messageId;
    this.correlationId = parts.correlationId;
    this.to = parts.to;
    this.userId = parts.userId;
    this.contentType = parts.contentType;
    this.contentEncoding = parts.contentEncoding;
    this.expiry = parts.expiry;
    this.annotations = Map.copyOf(parts.annotations);
    this.properties = Collections.unmodifiableMap(new LinkedHashMap<>(parts.properties));
    this.body = parts.body;
    this.value = parts.value;
  }

  /** A builder of an empty message. */
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

  /** The address of the recipient. */
  public Optional<String> to() {
    return to;
  }

  /** The id of the sending user. */
  public Optional<byte[]> userId() {
    return userId;
  }

  /** The content type of the body. */
  public Optional<String> contentType() {
    return contentType;
  }

  /** The content encoding of the body. */
  public Optional<String> contentEncoding() {
    return contentEncoding;
  }

  /** When the message expires, to the millisecond. */
  public Optional<Instant> expiry() {
    return expiry;
  }

  /** The message annotations; the names are symbols on the wire, the values keep their AMQP types. */
  public Map<String, Object> annotations() {
    return annotations;
  }

  /** The application properties in order; values keep their AMQP types, and null becomes an empty string. */
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

  /** The data section, or the bytes of a string body. */
  public byte[] body() {
    return body;
  }

  /** The map that is the body instead, of a message that is sent. */
  public Optional<Map<String, Object>> value() {
    return value;
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Gathers the parts of a message. */
  public static final class Builder {
    private Optional<MessageId> messageId = Optional.empty();
    private Optional<MessageId> correlationId = Optional.empty();
    private Optional<String> to = Optional.empty();
    private Optional<byte[]> userId = Optional.empty();
    private Optional<String> contentType = Optional.empty();
    private Optional<String> contentEncoding = Optional.empty();
    private Optional<Instant> expiry = Optional.empty();
    private final Map<String, Object> annotations = new LinkedHashMap<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private byte[] body = {};
    private Optional<Map<String, Object>> value = Optional.empty();

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

    /** The address of the recipient. */
    public Builder to(Optional<String> address) {
      to = address;
      return this;
    }

    /** The id of the sending user. */
    public Builder userId(Optional<byte[]> id) {
      userId = id;
      return this;
    }

    /** The content type of the body. */
    public Builder contentType(Optional<String> type) {
      contentType = type;
      return this;
    }

    /** The content encoding of the body. */
    public Builder contentEncoding(Optional<String> encoding) {
      contentEncoding = encoding;
      return this;
    }

    /** When the message expires. */
    public Builder expiry(Optional<Instant> time) {
      expiry = time;
      return this;
    }

    /**
     * A message annotation. An {@code Integer} is an AMQP int, a {@code Long} a long, an {@code Instant} a
     * timestamp; see also {@link Unsigned}.
     */
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

    /** A map as the body, with strings as keys; for its values see {@link #annotation}. */
    public Builder value(Map<String, Object> map) {
      value = Optional.of(map);
      return this;
    }

    /** The message. */
    public AmqpMessage build() {
      return new AmqpMessage(this);
    }
  }
}
