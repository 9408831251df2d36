package io.twinhub.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.message.Message;

/** A device on proton-j's bare engine: a token for {@code $cbs}, then the two twin links. */
public final class RawAmqpDevice implements RawDevice {
  private static final int CREDIT = 100;
  private static final int BUFFER_BYTES = 4096;
  private static final Symbol STATUS = Symbol.valueOf("status");

  private final Socket socket;
  private final InputStream in;
  private final Transport transport = Proton.transport();
  private final Sender requests;
  private final Receiver answers;
  private int tags;

  /** Opens the connection, has its token accepted, and subscribes to desired properties. */
  public RawAmqpDevice(Socket socket, String id, String token) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    transport.sasl().client();
    transport.sasl().setMechanisms("ANONYMOUS");
    Connection connection = Proton.connection();
    connection.setContainer(id);
    connection.setHostname("127.0.0.1");
    transport.bind(connection);
    connection.open();
    Session session = connection.session();
    session.open();
    Sender tokens = sender(session, "$cbs");
    Receiver verdicts = receiver(session, "$cbs");
    Message put = Proton.message();
    put.setMessageId("token");
    put.setReplyTo("cbs");
    put.setApplicationProperties(new ApplicationProperties(Map.of(
        "operation", "put-token",
        "type", "servicebus.windows.net:sastoken",
        "name", "127.0.0.1/devices/" + id)));
    put.setBody(new AmqpValue(token));
    send(tokens, put, 0);
    Map<String, Object> verdict = receive(verdicts).getApplicationProperties().getValue();
    requireGood(verdict.getOrDefault("status-code", "none"));
    String twin = "/devices/" + id + "/twin";
    Map<Symbol, Object> pair = Map.of(
        Symbol.valueOf("com.microsoft:channel-correlation-id"),
        "twin:" + id,
        Symbol.valueOf("com.microsoft:api-version"),
        "2021-04-12");
    requests = sender(session, twin);
    requests.setProperties(pair);
    answers = receiver(session, twin);
    answers.setProperties(pair);
    ask("PUT", "/notifications/twin/properties/desired", new byte[0]);
    requireGood(annotation(receive(answers)));
  }

  private static Sender sender(Session session, String address) {
    Sender sender = session.sender("to " + address);
    Target target = new Target();
    target.setAddress(address);
    sender.setTarget(target);
    sender.setSource(new Source());
    sender.open();
    return sender;
  }

  private static Receiver receiver(Session session, String address) {
    Receiver receiver = session.receiver("from " + address);
    Source source = new Source();
    source.setAddress(address);
    receiver.setSource(source);
    receiver.setTarget(new Target());
    receiver.open();
    receiver.flow(CREDIT);
    return receiver;
  }

  @Override
  public int report(byte[] document) throws IOException {
    ask("PATCH", "/properties/reported", document);
    return (Integer) annotation(receive(answers));
  }

  @Override
  public void awaitChange() throws IOException {
    if (receive(answers).getCorrelationId() != null) {
      throw new IOException("an answer came instead of a change");
    }
  }

  private void ask(String operation, String resource, byte[] body) throws IOException {
    Message request = Proton.message();
    request.setCorrelationId(operation);
    request.setMessageAnnotations(new MessageAnnotations(
        Map.of(Symbol.valueOf("operation"), operation, Symbol.valueOf("resource"), resource)));
    request.setBody(new Data(new Binary(body)));
    send(requests, request, body.length);
  }

  private static Object annotation(Message answer) {
    return answer.getMessageAnnotations().getValue().getOrDefault(STATUS, "none");
  }

  private static void requireGood(Object status) throws IOException {
    if (!(status instanceof Number number) || number.intValue() / HUNDRED != 2) {
      throw new IOException("status " + status);
    }
  }

  private void send(Sender sender, Message message, int bodyBytes) throws IOException {
    while (sender.getCredit() <= 0) {
      exchange(sender);
    }
    byte[] bytes = new byte[BUFFER_BYTES + bodyBytes];
    int length = message.encode(bytes, 0, bytes.length);
    tags++;
    Delivery delivery = sender.delivery(Integer.toString(tags).getBytes(StandardCharsets.UTF_8));
    sender.send(bytes, 0, length);
    sender.advance();
    delivery.settle();
    flush();
  }

  private Message receive(Receiver receiver) throws IOException {
    Optional<Delivery> complete = complete(receiver);
    while (complete.isEmpty()) {
      exchange(receiver);
      complete = complete(receiver);
    }
    byte[] bytes = new byte[complete.get().pending()];
    int length = receiver.recv(bytes, 0, bytes.length);
    receiver.advance();
    receiver.flow(1);
    complete.get().settle();
    Message message = Proton.message();
    message.decode(bytes, 0, length);
    return message;
  }

  private static Optional<Delivery> complete(Receiver receiver) {
    return Optional.ofNullable(receiver.current())
        .filter(delivery -> delivery.isReadable() && !delivery.isPartial());
  }

  /** Sends what there is, and takes in what comes. */
  private void exchange(Link link) throws IOException {
    flush();
    byte[] bytes = new byte[BUFFER_BYTES];
    int length = in.read(bytes, 0, Math.min(bytes.length, transport.capacity()));
    if (length < 0) {
      throw new IOException(
          "the hub closed %s: %s".formatted(link.getName(), transport.getCondition()));
    }
    transport.tail().put(bytes, 0, length);
    transport.process();
  }

  private void flush() throws IOException {
    for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
      byte[] bytes = new byte[pending];
      ByteBuffer head = transport.head();
      head.get(bytes);
      transport.pop(pending);
      socket.getOutputStream().write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
