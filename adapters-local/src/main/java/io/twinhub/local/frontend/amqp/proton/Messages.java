package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.MessageId;
import io.twinhub.local.frontend.amqp.link.Unsigned;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.codec.WritableBuffer;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts the hub's messages to encoded ones and back. */
final class Messages {
  /** The longest message id, in bytes; a hub setting. Azure's are 128 characters. */
  static final int ID_BYTES_MAX = 1024;

  /** Room for ids, five annotations and their framing. */
  private static final int HEAD_BYTES = 4 * ID_BYTES_MAX + 4096;

  /** What the encoding adds to a text. */
  private static final int FRAMING_BYTES = 8;

  /** The most bytes that a UTF-16 unit takes in UTF-8. */
  private static final int CHARACTER_BYTES_MAX = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** Decoders hold the bytes that they read, so each thread has its own. */
  private static final ThreadLocal<DecoderImpl> DECODER =
      ThreadLocal.withInitial(Messages::newDecoder);

  private Messages() {}

  private static DecoderImpl newDecoder() {
    DecoderImpl decoder = new DecoderImpl();
    AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
    return decoder;
  }

  /**
   * Decodes {@code bytes}, which must be well formed. The sections may come in any order: Node's older
   * clients write message annotations after the properties.
   *
   * @throws ProtocolViolation if they are not a message
   */
  static AmqpMessage decode(byte[] bytes) {
    AmqpMessage.Builder parts = AmqpMessage.builder();
    ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    sections(bytes, section -> take(section, parts, body));
    return parts.body(body.toByteArray()).build();
  }

  /**
   * The data sections of {@code bytes}, one by one: of a batch, each is an encoded message.
   *
   * @throws ProtocolViolation if they are not a message
   */
  static List<byte[]> dataSections(byte[] bytes) {
    List<byte[]> data = new ArrayList<>();
    sections(bytes, section -> {
      if (section instanceof Data) {
        data.add(body((Section) section));
      }
    });
    return data;
  }

  /**
   * Decodes the first value of {@code bytes}, if it is described.
   *
   * @throws ProtocolViolation if they cannot be decoded
   */
  static Object first(byte[] bytes) {
    List<Object> values = new ArrayList<>();
    sections(bytes, value -> {
      if (value != null) {
        values.add(value);
      }
    });
    if (values.isEmpty()) {
      throw new ProtocolViolation("no value");
    }
    return values.get(0);
  }

  private static void sections(byte[] bytes, Consumer<@Nullable Object> taker) {
    DecoderImpl decoder = DECODER.get();
    try {
      decoder.setByteBuffer(ByteBuffer.wrap(bytes));
      while (decoder.getByteBufferRemaining() > 0) {
        taker.accept(decoder.readObject());
      }
    } catch (ProtocolViolation violation) {
      throw violation;
    } catch (RuntimeException undecodable) {
      LOG.debug("a message cannot be decoded", undecodable);
      throw new ProtocolViolation("bytes that are not a message");
    } finally {
      decoder.setByteBuffer(NOTHING);
    }
  }

  /** Sections that the hub does not read may hold anything. */
  private static void take(
      @Nullable Object section, AmqpMessage.Builder parts, ByteArrayOutputStream body) {
    if (section instanceof Properties properties) {
      parts
          .messageId(id(properties.getMessageId()))
          .correlationId(id(properties.getCorrelationId()))
          .to(Optional.ofNullable(properties.getTo()))
          .userId(Optional.ofNullable(properties.getUserId()).map(Messages::bytes))
          .contentType(Optional.ofNullable(properties.getContentType()).map(Symbol::toString))
          .contentEncoding(
              Optional.ofNullable(properties.getContentEncoding()).map(Symbol::toString))
          .expiry(Optional.ofNullable(properties.getAbsoluteExpiryTime()).map(Date::toInstant));
    } else if (section instanceof MessageAnnotations annotations) {
      each(annotations.getValue(), parts::annotation);
    } else if (section instanceof ApplicationProperties properties
        && properties.getValue() != null) {
      properties.getValue().forEach((name, value) -> parts.property(name, simple(value)));
    } else if (section instanceof Data || section instanceof AmqpValue) {
      body.writeBytes(body((Section) section));
    }
  }

  /** Null becomes an empty string, and a symbol becomes a string. */
  private static Object simple(@Nullable Object value) {
    return value == null || value instanceof Symbol ? Objects.toString(value, "") : value;
  }

  private static Optional<MessageId> id(@Nullable Object id) {
    int length = id instanceof Binary binary ? binary.getLength() : 0;
    if (Math.max(length, id instanceof String text ? text.length() : 0) > ID_BYTES_MAX) {
      throw new ProtocolViolation("a message id of more than %d bytes".formatted(ID_BYTES_MAX));
    }
    return Optional.ofNullable(id).map(MessageId::new);
  }

  /** Null values are skipped: .NET sends {@code version} as null. */
  private static void each(@Nullable Map<?, ?> map, BiConsumer<String, Object> to) {
    if (map != null) {
      map.forEach((name, value) -> {
        if (name != null && value != null) {
          to.accept(name.toString(), value);
        }
      });
    }
  }

  private static byte[] body(@Nullable Section body) {
    if (body instanceof Data data && data.getValue() != null) {
      return bytes(data.getValue());
    }
    if (body instanceof AmqpValue value && value.getValue() instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (body instanceof AmqpValue value && value.getValue() instanceof Binary binary) {
      return bytes(binary);
    }
    return new byte[0];
  }

  static byte[] bytes(Binary binary) {
    byte[] bytes = new byte[binary.getLength()];
    binary.asByteBuffer().get(bytes);
    return bytes;
  }

  /**
   * The encoded form, with one data section, which is the only body that every client accepts, unless the
   * message has a map instead.
   */
  static byte[] encode(AmqpMessage message) {
    Message parts = Message.Factory.create();
    message.messageId().ifPresent(id -> parts.setMessageId(id.value()));
    message.correlationId().ifPresent(id -> parts.setCorrelationId(id.value()));
    message.to().ifPresent(parts::setAddress);
    message.userId().ifPresent(parts::setUserId);
    message.contentType().ifPresent(parts::setContentType);
    message.contentEncoding().ifPresent(parts::setContentEncoding);
    message.expiry().ifPresent(time -> parts.setExpiryTime(time.toEpochMilli()));
    if (!message.annotations().isEmpty()) {
      Map<Symbol, Object> annotations = new LinkedHashMap<>();
      message
          .annotations()
          .forEach((name, value) -> annotations.put(Symbol.valueOf(name), encodable(value)));
      parts.setMessageAnnotations(new MessageAnnotations(annotations));
    }
    if (!message.properties().isEmpty()) {
      parts.setApplicationProperties(
          new ApplicationProperties(new LinkedHashMap<>(message.properties())));
    }
    parts.setBody(message.value().<Section>map(Messages::value).orElseGet(() -> data(message)));
    WritableBuffer.ByteBufferWrapper buffer =
        WritableBuffer.ByteBufferWrapper.allocate(room(message));
    int length = parts.encode(buffer);
    byte[] bytes = new byte[length];
    buffer.byteBuffer().flip().get(bytes);
    return bytes;
  }

  private static Section data(AmqpMessage message) {
    return new Data(new Binary(message.body()));
  }

  private static Section value(Map<String, Object> map) {
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((name, value) -> values.put(name, encodable(value)));
    return new AmqpValue(values);
  }

  /** An error with its map; it has no description where that is empty. */
  static ErrorCondition condition(AmqpCondition why, Map<String, Object> info) {
    ErrorCondition condition = new ErrorCondition(Symbol.valueOf(why.name()), null);
    if (!why.description().isEmpty()) {
      condition.setDescription(why.description());
    }
    if (!info.isEmpty()) {
      Map<Symbol, Object> symbols = new LinkedHashMap<>();
      info.forEach((name, value) -> symbols.put(Symbol.valueOf(name), value));
      condition.setInfo(symbols);
    }
    return condition;
  }

  private static Object encodable(Object value) {
    if (value instanceof Unsigned number) {
      return number.bytes() == Byte.BYTES
          ? UnsignedByte.valueOf((byte) number.value())
          : UnsignedLong.valueOf(number.value());
    }
    return value instanceof Instant time ? Date.from(time) : value;
  }

  /** How many bytes the message takes at most. */
  private static int room(AmqpMessage message) {
    Stream<Optional<String>> texts =
        Stream.of(message.to(), message.contentType(), message.contentEncoding());
    int system = texts.mapToInt(text -> text.map(Messages::room).orElse(0)).sum();
    int properties = message.properties().entrySet().stream()
        .mapToInt(property -> room(property.getKey()) + room(property.getValue().toString()))
        .sum();
    int user = message.userId().map(id -> id.length).orElse(0);
    return HEAD_BYTES + system + properties + user + message.body().length;
  }

  private static int room(String text) {
    return FRAMING_BYTES + CHARACTER_BYTES_MAX * text.length();
  }
}
