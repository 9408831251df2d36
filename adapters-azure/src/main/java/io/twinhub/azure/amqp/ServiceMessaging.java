package io.twinhub.azure.amqp;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.CloudMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/**
 * Sends cloud-to-device messages, reads their feedback, and asks where events are, on one connection to Azure or a local hub. To be
 * used by one thread. For both hubs it uses the port of the REST API, which also accepts the WebSocket.
 */
public final class ServiceMessaging implements AutoCloseable {
  private static final String MESSAGES = "/messages/devicebound";
  private static final String FEEDBACK = "/messages/servicebound/feedback";

  private static final String EVENTS = "/messages/events/$management";

  /** The second piece of the address names the event hub, as the az command reads it. */
  private static final Pattern EVENTS_ADDRESS = Pattern.compile("amqps://[^/]+/([^/]+)(?:/.*)?");

  /**
   * How long feedback that belongs to other readers is held back from them, as two commands may wait for
   * each other.
   */
  private static final Duration KEPT_MAX = Duration.ofSeconds(1);

  /** How many feedback messages may arrive before they are read. */
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
   * Sends a message; when this returns, the hub has accepted it.
   *
   * @throws HubException if the hub refuses it
   * @throws IOException if the connection breaks; the hub may have accepted the message
   */
  public void send(CloudMessage message) throws IOException {
    Sender sender = messages.isPresent() ? messages.get() : connection.sender(MESSAGES);
    messages = Optional.of(sender);
    tags++;
    Delivery delivery = sender.delivery(Long.toString(tags).getBytes(StandardCharsets.UTF_8));
    byte[] bytes = SentMessage.bytes(message);
    int unused = sender.send(bytes, 0, bytes.length);
    boolean unusedNext = sender.advance();
    connection.await(sender, () -> delivery.getRemoteState() != null);
    DeliveryState state = delivery.getRemoteState();
    delivery.settle();
    if (!(state instanceof Accepted)) {
      throw AmqpRefusals.of(
          Optional.ofNullable(state instanceof Rejected rejected ? rejected.getError() : null));
    }
  }

  /**
   * Starts reading feedback, in competition with all other readers of the hub.
   *
   * @throws HubException if the hub refuses it
   */
  public void openFeedback() throws IOException {
    Receiver receiver = connection.receiver(FEEDBACK);
    receiver.flow(CREDIT);
    feedback = Optional.of(receiver);
  }

  /**
   * Waits for a wanted record. A feedback message that holds only wanted records is completed. One that
   * holds other records goes back to the hub, at the latest when this is closed, for the readers that they
   * belong to.
   */
  public JsonObject awaitFeedback(Predicate<JsonObject> wanted) throws IOException {
    Optional<JsonObject> found = untilOthersWait(feedback.orElseThrow(), wanted);
    while (found.isEmpty()) {
      connection.detach(feedback.orElseThrow());
      openFeedback();
      found = untilOthersWait(feedback.orElseThrow(), wanted);
    }
    return found.get();
  }

  /** Waits for a wanted record; empty when other readers' feedback has been held back for too long. */
  private Optional<JsonObject> untilOthersWait(Receiver receiver, Predicate<JsonObject> wanted)
      throws IOException {
    long begin = System.nanoTime();
    AtomicBoolean keeps = new AtomicBoolean();
    while (connection.await(
        receiver,
        () -> isComplete(receiver),
        () -> keeps.get() && System.nanoTime() - begin > KEPT_MAX.toNanos())) {
      Delivery delivery = receiver.current();
      byte[] bytes = new byte[delivery.pending()];
      int length = receiver.recv(bytes, 0, bytes.length);
      boolean unused = receiver.advance();
      receiver.flow(1);
      List<JsonObject> records = records(bytes, length);
      Optional<JsonObject> found = records.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        if (records.stream().allMatch(wanted)) {
          complete(receiver, delivery);
        }
        return found;
      }
      keeps.set(true);
    }
    return Optional.empty();
  }

  /**
   * Where the hub's events are read: {@code host/event hub}. The hub redirects those who ask it for events.
   *
   * @throws HubException if the hub refuses to say it
   */
  public String eventsPlace() throws IOException {
    Map<?, ?> told = connection.redirected(EVENTS);
    String host = String.valueOf(told.get(Symbol.valueOf("hostname")));
    Matcher address = EVENTS_ADDRESS.matcher(String.valueOf(told.get(Symbol.valueOf("address"))));
    if (!address.matches()) {
      throw new IOException("the hub does not say where its events are");
    }
    return host + "/" + address.group(1);
  }

  private void complete(Receiver receiver, Delivery delivery) throws IOException {
    delivery.disposition(Accepted.getInstance());
    connection.await(receiver, delivery::remotelySettled);
    delivery.settle();
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
