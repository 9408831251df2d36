package io.twinhub.azure.amqp;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;

/**
 * An AMQP connection with one session and SASL PLAIN, like the az command. Bytes are sent and received only
 * in {@link #await}.
 */
final class AmqpConnection implements AutoCloseable {
  /** How long an answer of the hub may take. */
  private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(60);

  /** How long to wait for bytes before the engine checks the time, to keep the connection alive. */
  private static final Duration TICK = Duration.ofMillis(500);

  /** Source: AMQP 1.0, section 2.8.16. */
  private static final Symbol REDIRECT = Symbol.valueOf("amqp:link:redirect");

  private final WebSocketPipe pipe;
  private final Transport transport = Proton.transport();
  private final Connection connection = Proton.connection();
  private final Session session;
  private int links;

  /**
   * Opens a connection.
   *
   * @param hostName the host name of the hub
   * @param user {@code {policy}@sas.root.{hub name}}
   * @param token a shared access signature
   */
  AmqpConnection(WebSocketPipe pipe, String hostName, String user, String token) {
    this.pipe = pipe;
    transport.sasl().client();
    transport.sasl().plain(user, token);
    connection.setContainer(UUID.randomUUID().toString());
    connection.setHostname(hostName);
    transport.bind(connection);
    connection.open();
    this.session = connection.session();
    session.open();
  }

  /** Opens a link for sending to {@code address}; waits until the hub has attached it and gives credit. */
  Sender sender(String address) throws IOException {
    Sender sender = session.sender("to " + address);
    Target target = new Target();
    target.setAddress(address);
    sender.setTarget(target);
    sender.setSource(new Source());
    sender.open();
    await(sender, () -> sender.getCredit() > 0);
    return sender;
  }

  /**
   * Opens a link for receiving from {@code address}, without credit; waits until the hub has attached it.
   */
  Receiver receiver(String address) throws IOException {
    Receiver receiver = opened(address);
    await(receiver, () -> receiver.getRemoteState() == EndpointState.ACTIVE);
    return receiver;
  }

  private Receiver opened(String address) {
    Receiver receiver = session.receiver("from %s %d".formatted(address, ++links));
    Source source = new Source();
    source.setAddress(address);
    receiver.setSource(source);
    receiver.setTarget(new Target());
    receiver.open();
    return receiver;
  }

  /**
   * What the hub says when it redirects a link for receiving from {@code address} to another place.
   *
   * @throws HubException if it refuses the link for another reason
   */
  Map<?, ?> redirected(String address) throws IOException {
    Receiver receiver = opened(address);
    await(receiver, () -> receiver.getRemoteState() == EndpointState.CLOSED);
    ErrorCondition condition = receiver.getRemoteCondition();
    if (condition == null
        || !REDIRECT.equals(condition.getCondition())
        || condition.getInfo() == null) {
      throw refusal(condition);
    }
    return condition.getInfo();
  }

  /**
   * Sends and receives until {@code done} is true.
   *
   * @throws HubException if the hub ends the link or the connection and says why
   * @throws IOException if the connection breaks, or the hub does not answer
   */
  void await(Link link, BooleanSupplier done) throws IOException {
    long end = System.nanoTime() + ANSWER_WAIT_MAX.toNanos();
    if (!await(link, done, () -> System.nanoTime() - end > 0)) {
      throw new IOException("no answer within " + ANSWER_WAIT_MAX.toSeconds() + " s");
    }
  }

  /** Like {@link #await(Link, BooleanSupplier)}, but returns false if {@code late} is true first. */
  boolean await(Link link, BooleanSupplier done, BooleanSupplier late) throws IOException {
    while (!done.getAsBoolean()) {
      flush();
      refuse(link);
      if (late.getAsBoolean()) {
        return false;
      }
      take(pipe.read(TICK));
      long unused = transport.tick(System.currentTimeMillis());
    }
    flush();
    return true;
  }

  /** Detaches a link; waits until the hub has taken back the messages that were not settled. */
  void detach(Link link) throws IOException {
    link.close();
    await(link, () -> link.getRemoteState() == EndpointState.CLOSED);
    link.free();
  }

  private void take(Optional<byte[]> bytes) {
    ByteBuffer rest = ByteBuffer.wrap(bytes.orElse(new byte[0]));
    while (rest.hasRemaining() && transport.capacity() > 0) {
      int length = Math.min(rest.remaining(), transport.capacity());
      transport.tail().put(rest.slice().limit(length));
      rest.position(rest.position() + length);
      transport.process();
    }
  }

  private void flush() throws IOException {
    for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
      byte[] bytes = new byte[pending];
      transport.head().get(bytes);
      transport.pop(pending);
      pipe.write(ByteBuffer.wrap(bytes));
    }
  }

  private void refuse(Link link) throws IOException {
    Sasl.SaslOutcome outcome = transport.sasl().getOutcome();
    if (outcome != Sasl.SaslOutcome.PN_SASL_NONE && outcome != Sasl.SaslOutcome.PN_SASL_OK) {
      throw new HubException(
          HubError.of(ErrorCode.IOT_HUB_UNAUTHORIZED, "the hub refuses the policy or its key"));
    }
    if (link.getRemoteState() == EndpointState.CLOSED) {
      throw refusal(link.getRemoteCondition());
    }
    if (session.getRemoteState() == EndpointState.CLOSED) {
      throw refusal(session.getRemoteCondition());
    }
    if (connection.getRemoteState() == EndpointState.CLOSED) {
      throw refusal(connection.getRemoteCondition());
    }
    if (transport.capacity() < 0 || transport.pending() < 0) {
      throw new IOException("the connection broke: " + transport.getCondition());
    }
  }

  private static HubException refusal(ErrorCondition condition) {
    return AmqpRefusals.of(Optional.ofNullable(condition));
  }

  /** Closes the connection properly, so that the hub takes back unsettled messages at once. */
  @Override
  public void close() {
    connection.close();
    try {
      flush();
    } catch (IOException gone) {
      // The hub takes everything back anyway.
      return;
    } finally {
      pipe.close();
    }
  }
}
