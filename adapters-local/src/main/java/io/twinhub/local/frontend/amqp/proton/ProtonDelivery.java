package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.frame.TypeCheck;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.ArrayList;
import java.util.List;

/** A complete message that was received. */
final class ProtonDelivery extends ProtonSettling implements Delivery {
  /** The format of a message whose data sections are messages themselves. Source: Azure's client libraries. */
  static final int BATCH_FORMAT = 0x80013700;

  private final AmqpMessage message;
  private final byte[] encoded;
  private final boolean isBatch;
  private final EngineContext engine;

  /**
   * Takes the message of {@code delivery} apart.
   *
   * @throws ProtocolViolation if it is none
   */
  ProtonDelivery(
      org.apache.qpid.proton.engine.Delivery delivery, byte[] encoded, EngineContext engine) {
    super(delivery, engine);
    TypeCheck.requireMessage(encoded, engine.symbols());
    this.message = Messages.decode(encoded);
    this.encoded = encoded;
    this.isBatch = delivery.getMessageFormat() == BATCH_FORMAT;
    this.engine = engine;
  }

  @Override
  public AmqpMessage message() {
    return message;
  }

  @Override
  public int size() {
    return isBatch ? Messages.dataSections(encoded).size() : 1;
  }

  @Override
  public int bytes() {
    return encoded.length;
  }

  @Override
  public List<AmqpMessage> messages() {
    if (!isBatch) {
      return List.of(message);
    }
    List<AmqpMessage> messages = new ArrayList<>();
    for (byte[] part : Messages.dataSections(encoded)) {
      TypeCheck.requireMessage(part, engine.symbols());
      messages.add(Messages.decode(part));
    }
    return messages;
  }
}
