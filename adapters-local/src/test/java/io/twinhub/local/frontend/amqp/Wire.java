package io.twinhub.local.frontend.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.codec.WritableBuffer;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/** Messages to bytes and back, on the client's side. */
final class Wire {
  private static long lastTag;

  private Wire() {}

  /** Sends a message unsettled, as Java does. */
  static Delivery send(Sender link, Message message) {
    WritableBuffer.ByteBufferWrapper buffer =
        WritableBuffer.ByteBufferWrapper.allocate(2 * 1024 * 1024);
    int length = message.encode(buffer);
    return send(link, buffer.byteBuffer().array(), length);
  }

  static Delivery send(Sender link, byte[] bytes, int length) {
    Delivery delivery = link.delivery(ByteBuffer.allocate(8).putLong(++lastTag).array());
    link.send(bytes, 0, length);
    link.advance();
    return delivery;
  }

  static Data data(String text) {
    return new Data(new Binary(text.getBytes(UTF_8)));
  }

  /** The messages that came since the last call. */
  static List<Message> received(Receiver link) {
    List<Message> messages = new ArrayList<>();
    for (Delivery current = link.current();
        current != null && !current.isPartial();
        current = link.current()) {
      byte[] bytes = new byte[current.pending()];
      link.recv(bytes, 0, bytes.length);
      link.advance();
      Message message = Message.Factory.create();
      message.decode(bytes, 0, bytes.length);
      messages.add(message);
      if (!current.remotelySettled()) {
        throw new AssertionError("the hub sends everything settled");
      }
      current.settle();
    }
    return messages;
  }

  /** A message of a twin link in one line: correlation id, annotations with their types, body. */
  static String line(Message message) {
    Map<String, Object> annotations = new TreeMap<>();
    Optional.ofNullable(message.getMessageAnnotations())
        .ifPresent(section -> section
            .getValue()
            .forEach((name, value) ->
                annotations.put(name.toString(), value.getClass().getSimpleName() + " " + value)));
    return "%s %s %s"
        .formatted(
            message.getCorrelationId(),
            annotations,
            body(message).replaceAll("[0-9a-f]{32}-G:", "T-G:"));
  }

  static String body(Message message) {
    Binary bytes = ((Data) message.getBody()).getValue();
    return new String(bytes.getArray(), bytes.getArrayOffset(), bytes.getLength(), UTF_8);
  }
}
