package io.twinhub.domain.message;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A message from a back end to a device or module.
 *
 * @param to the receiver, as the sender wrote it; see {@link MessageTarget}
 * @param system the properties whose meaning the service knows
 * @param properties the application properties, in the sender's order
 * @param body any bytes, or none
 */
public record CloudMessage(
    String to, SystemProperties system, Map<String, String> properties, Bytes body) {

  private static final Pattern ID =
      Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@;$']{1," + MessageLimits.ID_LENGTH_MAX + "}");
  private static final Pattern PROPERTY_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+\\-.^_`|~]+");

  /**
   * System properties; those that were not sent are empty.
   *
   * @param messageId identifies the message in feedback
   * @param correlationId passed on unchanged
   * @param userId passed on unchanged
   * @param contentType passed on unchanged
   * @param contentEncoding passed on unchanged
   * @param expiry until when it waits for its device; may be in the past
   * @param ack the feedback that the sender asks for
   */
  public record SystemProperties(
      Optional<String> messageId,
      Optional<String> correlationId,
      Optional<Bytes> userId,
      Optional<String> contentType,
      Optional<String> contentEncoding,
      Optional<Instant> expiry,
      Optional<MessageAck> ack) {

    /** No system properties. */
    public static final SystemProperties NONE = new SystemProperties(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());

    private Stream<String> texts() {
      return Stream.of(messageId, correlationId, contentType, contentEncoding)
          .flatMap(Optional::stream);
    }
  }

  /**
   * Accepts a valid message.
   *
   * @throws HubException with the {@link MessageError} that says what is wrong
   */
  public CloudMessage {
    requireText("to", to);
    system.messageId().ifPresent(CloudMessage::requireId);
    system.correlationId().ifPresent(text -> requireText("correlation id", text));
    system.contentType().ifPresent(text -> requireText("content type", text));
    system.contentEncoding().ifPresent(text -> requireText("content encoding", text));
    system.expiry().ifPresent(CloudMessage::requireExpiry);
    requireProperties(properties);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    long size = size(to, system, properties, body);
    if (size > MessageLimits.MESSAGE_BYTES_MAX) {
      throw new HubException(MessageError.tooLarge(size));
    }
  }

  private static void requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new HubException(MessageError.invalidMessageId(id));
    }
  }

  private static void requireExpiry(Instant expiry) {
    if (expiry.isBefore(MessageLimits.EXPIRY_MIN) || expiry.isAfter(MessageLimits.EXPIRY_MAX)) {
      throw new HubException(MessageError.invalidExpiry(expiry.toString()));
    }
  }

  private static void requireProperties(Map<String, String> properties) {
    Set<String> names = new HashSet<>();
    properties.forEach((name, value) -> {
      if (!PROPERTY_NAME.matcher(name).matches()) {
        throw new HubException(MessageError.invalidPropertyName(name));
      }
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw new HubException(MessageError.propertyTwice(name));
      }
      requireText("application property '" + name + "'", value);
    });
  }

  /** Some devices receive texts in headers, where a control character could start a new header. */
  private static void requireText(String name, String text) {
    boolean bad = text.codePoints()
        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    if (bad) {
      throw new HubException(MessageError.invalidText(name));
    }
  }

  private static long size(
      String to, SystemProperties system, Map<String, String> properties, Bytes body) {
    Stream<String> own =
        properties.entrySet().stream().flatMap(p -> Stream.of(p.getKey(), p.getValue()));
    long texts = Stream.of(Stream.of(to), system.texts(), own)
        .flatMap(some -> some)
        .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
        .sum();
    return texts + system.userId().map(Bytes::size).orElse(0) + body.size();
  }

  /** A builder for a message. */
  public static Builder to(TwinAddress address) {
    return to(MessageTarget.of(address));
  }

  /** A builder for a message, with {@code to} as on the wire. */
  public static Builder to(String to) {
    return new Builder(to);
  }

  /** Builds a message; whatever is not set is empty. */
  public static final class Builder {
    private final String to;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private Optional<String> messageId = Optional.empty();
    private Optional<String> correlationId = Optional.empty();
    private Optional<Bytes> userId = Optional.empty();
    private Optional<String> contentType = Optional.empty();
    private Optional<String> contentEncoding = Optional.empty();
    private Optional<Instant> expiry = Optional.empty();
    private Optional<MessageAck> ack = Optional.empty();
    private Bytes body = Bytes.EMPTY;

    private Builder(String to) {
      this.to = to;
    }

    /** Sets its id. */
    public Builder messageId(String id) {
      messageId = Optional.of(id);
      return this;
    }

    /** Sets the correlation id, which names what the message belongs to. */
    public Builder correlationId(String id) {
      correlationId = Optional.of(id);
      return this;
    }

    /** Sets the id of the user who sends it. */
    public Builder userId(byte[] id) {
      userId = Optional.of(Bytes.of(id));
      return this;
    }

    /** Sets the content type of the body. */
    public Builder contentType(String type) {
      contentType = Optional.of(type);
      return this;
    }

    /** Sets the content encoding of the body. */
    public Builder contentEncoding(String encoding) {
      contentEncoding = Optional.of(encoding);
      return this;
    }

    /** Sets until when it waits. */
    public Builder expiry(Instant time) {
      expiry = Optional.of(time);
      return this;
    }

    /** Sets the feedback that the sender asks for. */
    public Builder ack(MessageAck wanted) {
      ack = Optional.of(wanted);
      return this;
    }

    /**
     * Adds an application property.
     *
     * @throws HubException with {@link MessageError#propertyTwice} if a property of exactly this name has
     *     been added already
     */
    public Builder property(String name, String value) {
      if (properties.putIfAbsent(name, value) != null) {
        throw new HubException(MessageError.propertyTwice(name));
      }
      return this;
    }

    /** Sets the body. */
    public Builder body(byte[] bytes) {
      body = Bytes.of(bytes);
      return this;
    }

    /** Sets a text in UTF-8 as the body. */
    public Builder body(String text) {
      body = Bytes.ofText(text);
      return this;
    }

    /**
     * The message.
     *
     * @throws HubException with the {@link MessageError} that says what is wrong
     */
    public CloudMessage build() {
      SystemProperties system = new SystemProperties(
          messageId, correlationId, userId, contentType, contentEncoding, expiry, ack);
      return new CloudMessage(to, system, properties, body);
    }
  }
}
