package io.twinhub.azure.amqp;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.CloudMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/**
 * Sends cloud-to-device messages and reads their feedback, on one connection to Azure or a local hub. For
 * one thread. It is the same port for both, that of the REST API, since the WebSocket goes there.
 */
public final class ServiceMessaging implements AutoCloseable {
  private static final String MESSAGES = "/messages/devicebound";
  private static final String FEEDBACK = "/messages/servicebound/feedback";

  /** How many feedback messages come before some are read. */
  private static final int CREDIT = 50;

  private final AmqpConnection connection;
  private Optional<Sender> messages = Optional.empty();
  private Optional<Receiver> feedback = Optional.empty();
  private long tags;

  /**
   * Opens a connection.
   *
   * @param authority host and port to connect to
   * @param policy the shared access policy that {@code token} is signed for
   * @param token a shared access signature
   * @throws IOException if no hub is reached
   */
  public ServiceMessaging(String authority, String policy, String token, SSLContext trust)
      throws IOException {
    String host = authority.replaceFirst(":\\d+$", "");
    String user = "%s@sas.root.%s".formatted(policy, host.replaceFirst("\\..*", ""));
    this.connection = new AmqpConnection(new WebSocketPipe(authority, trust), host, user, token);
  }

  /**
   * Sends a message; when this returns, the hub has taken it.
   *
   * @throws HubException if the hub refuses it
   * @throws IOException if the connection breaks; the hub may have taken it then
   */
  public void send(CloudMessage message) throws IOException {
    Sender sender = messages.isPresent() ? messages.get() : connection.sender(MESSAGES);
    messages = Optional.of(sender);
    tags++;
    Delivery delivery = sender.delivery(Long.toString(tags).getBytes(StandardCharsets.UTF_8));
    byte[] bytes = SentMessage.bytes(message);
    int unused = sender.send(bytes, 0, bytes.length);
    boolean unusedNext = sender.advance();
    connection.await(sender, () -> delivery.getRemoteState() != null, AmqpConnection.answerBy());
    DeliveryState state = delivery.getRemoteState();
    delivery.settle();
    if (!(state instanceof Accepted)) {
      throw AmqpRefusals.of(
          Optional.ofNullable(state instanceof Rejected rejected ? rejected.getError() : null));
    }
  }

  /**
   * Takes part in reading feedback from now on; all readers of a hub compete.
   *
   * @throws HubException if the hub refuses it
   */
  public void openFeedback() throws IOException {
    Receiver receiver = connection.receiver(FEEDBACK);
    receiver.flow(CREDIT);
    feedback = Optional.of(receiver);
  }

  /**
   * Waits for a feedback message with a wanted record, and completes it. Others are kept meanwhile, and
   * go back to the hub unread when this is closed: they belong to somebody else.
   *
   * @return all records of that feedback message, which nobody else gets any more
   */
  public List<JsonObject> awaitFeedback(Predicate<JsonObject> wanted) throws IOException {
    Receiver receiver = feedback.orElseThrow();
    while (true) {
      connection.await(receiver, () -> isComplete(receiver), AmqpConnection.whenever());
      Delivery delivery = receiver.current();
      byte[] bytes = new byte[delivery.pending()];
      int length = receiver.recv(bytes, 0, bytes.length);
      boolean unused = receiver.advance();
      receiver.flow(1);
      List<JsonObject> records = records(bytes, length);
      if (records.stream().anyMatch(wanted)) {
        delivery.disposition(Accepted.getInstance());
        connection.await(receiver, delivery::remotelySettled, AmqpConnection.answerBy());
        delivery.settle();
        return records;
      }
    }
  }

  private static boolean isComplete(Receiver receiver) {
    Delivery delivery = receiver.current();
    return delivery != null && delivery.isReadable() && !delivery.isPartial();
  }

  private static List<JsonObject> records(byte[] bytes, int length) {
    Message message = Message.Factory.create();
    message.decode(bytes, 0, length);
    if (!(message.getBody() instanceof Data data)) {
      return List.of();
    }
    byte[] text = new byte[data.getValue().getLength()];
    data.getValue().asByteBuffer().get(text);
    JsonValue told = JsonText.parse(text);
    return told instanceof JsonArray records
        ? records.elements().stream()
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .toList()
        : List.of();
  }

  @Override
  public void close() {
    connection.close();
  }
}
