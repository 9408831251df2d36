package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Disposition;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Outcome;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.amqp.transport.ReceiverSettleMode;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** A link that a client attached, and its request for it. */
final class ProtonLink implements AmqpLink, LinkRequest {
  /**
   * The number of unsent bytes at which nothing more is sent in a session whose peer does not open its
   * window; a hub setting. The last message may exceed it.
   */
  static final int UNSENT_BYTES_MAX = 16 * 1024;

  private final Link link;
  private final EngineContext engine;
  private final Assembly assembly;
  private Optional<LinkUser> user = Optional.empty();
  private boolean answered;
  private boolean goneRemotely;
  private boolean over;
  private int outstanding;
  private int owed;
  private long lastTag;
  private final Map<Delivery, Consumer<Disposition>> unsettled = new LinkedHashMap<>();

  ProtonLink(Link link, EngineContext engine) {
    this.link = link;
    this.engine = engine;
    this.assembly = new Assembly(engine.assembled());
  }

  @Override
  public boolean clientSends() {
    return link instanceof Receiver;
  }

  @Override
  public String address() {
    String address = null;
    if (clientSends() && link.getRemoteTarget() instanceof Target target) {
      address = target.getAddress();
    } else if (!clientSends() && link.getRemoteSource() instanceof Source source) {
      address = source.getAddress();
    }
    return address == null ? "" : address;
  }

  @Override
  public Optional<String> property(String name) {
    return LinkTerms.property(link, name)
        .filter(value -> value instanceof String || value instanceof Symbol)
        .map(Object::toString);
  }

  @Override
  public Optional<Long> number(String name) {
    return LinkTerms.property(link, name)
        .filter(Number.class::isInstance)
        .map(value -> ((Number) value).longValue());
  }

  @Override
  public Optional<Object> filter(String name) {
    return LinkTerms.filter(link, name);
  }

  @Override
  public boolean desires(String capability) {
    return LinkTerms.desires(link, capability);
  }

  @Override
  public String hostName() {
    String host = link.getSession().getConnection().getRemoteHostname();
    return host == null ? "" : host;
  }

  @Override
  public Object session() {
    return link.getSession();
  }

  @Override
  public AmqpLink link() {
    return this;
  }

  @Override
  public void admit(LinkUser newUser) {
    user = Optional.of(newUser);
    open();
    if (goneRemotely) {
      remotelyEnded(true);
      return;
    }
    if (link instanceof Receiver receiver) {
      outstanding = CREDIT;
      receiver.flow(CREDIT);
    }
    if (link instanceof Sender sender && sender.getDrain()) {
      flowed(); // asked for before the link was answered
    }
    engine.changed();
  }

  /** Echoes the client's settings, as the SDKs expect, and announces the hub's own. */
  private void open() {
    answered = true;
    link.setSource(link.getRemoteSource());
    link.setTarget(link.getRemoteTarget());
    boolean settledByClient = user.filter(LinkUser::isSettledByClient).isPresent();
    link.setReceiverSettleMode(
        settledByClient ? link.getRemoteReceiverSettleMode() : ReceiverSettleMode.FIRST);
    link.setSenderSettleMode(
        clientSends() || settledByClient
            ? link.getRemoteSenderSettleMode()
            : SenderSettleMode.SETTLED);
    // Without a maximum message size, C's client logs an error for each link and cannot send
    // telemetry.
    link.setMaxMessageSize(UnsignedLong.valueOf(MESSAGE_BYTES_MAX));
    link.open();
  }

  /**
   * The answering attach has no terminus, which announces that a detach follows (AMQP 1.0, section 2.6.3).
   * .NET's client would take an echoed terminus to mean that the link is established.
   */
  @Override
  public void refuse(AmqpCondition condition) {
    refuse(condition, Map.of());
  }

  @Override
  public void refuse(AmqpCondition condition, Map<String, Object> info) {
    answered = true;
    link.open();
    if (goneRemotely) {
      remotelyEnded(true);
    } else {
      end(Messages.condition(condition, info));
    }
  }

  @Override
  public boolean isOpen() {
    return link.getLocalState() == EndpointState.ACTIVE && !goneRemotely;
  }

  @Override
  public boolean isReady() {
    boolean wanted = isOpen() && link.getCredit() > 0;
    if (wanted && !(engine.room().isOpen() && hasRoom())) {
      engine.room().await(this);
      return false;
    }
    return wanted;
  }

  /** Whether the session has few enough unsent bytes. */
  boolean hasRoom() {
    return link.getSession().getOutgoingBytes() < UNSENT_BYTES_MAX;
  }

  @Override
  public int credit() {
    return isOpen() ? Math.max(link.getCredit(), 0) : 0;
  }

  @Override
  public boolean wantsSettled() {
    return link.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED;
  }

  @Override
  public void send(AmqpMessage message) {
    send(Messages.encode(message));
  }

  @Override
  public void send(AmqpMessage message, byte[] tag, Consumer<Disposition> answer) {
    send(Messages.encode(message), tag, answer);
  }

  @Override
  public void send(byte[] encoded) {
    transfer(encoded, ByteBuffer.allocate(Long.BYTES).putLong(++lastTag).array())
        .settle();
  }

  @Override
  public void send(byte[] encoded, byte[] tag, Consumer<Disposition> answer) {
    unsettled.put(transfer(encoded, tag), answer);
  }

  @Override
  public void forgetAllBut(int max) {
    Iterator<Delivery> oldest = unsettled.keySet().iterator();
    while (unsettled.size() > max) {
      Delivery forgotten = oldest.next();
      forgotten.disposition(
          Accepted.getInstance()); // without a state, the client would not be told
      forgotten.settle();
      oldest.remove();
      engine.changed();
    }
  }

  private Delivery transfer(byte[] bytes, byte[] tag) {
    Sender sender = (Sender) link;
    Delivery delivery = sender.delivery(tag);
    sender.send(bytes, 0, bytes.length);
    sender.advance();
    engine.changed();
    return delivery;
  }

  /** The state of a delivery of this link has changed. */
  void changed(Delivery delivery) {
    if (clientSends()) {
      arrived();
    } else if (delivery.remotelySettled() || delivery.getRemoteState() instanceof Outcome) {
      Optional.ofNullable(unsettled.remove(delivery))
          .ifPresent(answer -> answer.accept(new ProtonDisposition(delivery, engine)));
    }
  }

  /** Credit goes out in halves, so that not every message costs a frame. */
  @Override
  public void replenish() {
    owed++;
    if (isOpen() && (owed >= CREDIT / 2 || outstanding == 0)) {
      outstanding += owed;
      ((Receiver) link).flow(owed);
      owed = 0;
      engine.changed();
    }
  }

  @Override
  public void detach(AmqpCondition condition) {
    end(Messages.condition(condition, Map.of()));
  }

  @Override
  public void endSession(AmqpCondition condition) {
    link.getSession().setCondition(Messages.condition(condition, Map.of()));
    link.getSession().close();
    engine.changed();
  }

  private void end(ErrorCondition condition) {
    if (link.getLocalState() == EndpointState.ACTIVE) {
      link.setCondition(condition);
      link.close();
      tellUser();
      engine.changed();
    }
  }

  /** The client gave credit or asked to drain it. */
  void flowed() {
    if (link instanceof Sender sender
        && sender.getDrain()
        && sender.getLocalState() == EndpointState.ACTIVE) {
      user.ifPresent(present -> present.drain(() -> drained(sender)));
    } else {
      user.ifPresent(LinkUser::credited);
    }
  }

  private void drained(Sender sender) {
    if (isOpen() && sender.getDrain()) {
      int unused = sender.drained();
      user.ifPresent(LinkUser::credited); // there is none left
      engine.changed();
    }
  }

  /** The client ended the link, or its session. */
  void remotelyEnded(boolean closed) {
    goneRemotely = true;
    assembly.clear();
    if (!answered) {
      return; // whoever judges the request will hear of it
    }
    tellUser();
    if (closed) {
      link.close();
    } else {
      link.detach();
    }
    for (Delivery left = link.current(); clientSends() && left != null; left = link.current()) {
      link.advance();
      left.settle();
    }
    link.free();
    engine.changed();
  }

  private void tellUser() {
    if (!over) {
      over = true;
      engine.room().forget(this);
      unsettled.keySet().forEach(Delivery::settle); // the session would keep them
      unsettled.clear();
      user.ifPresent(LinkUser::detached);
    }
  }

  /** Takes the bytes that came for the current delivery, and tells the user when it is complete. */
  private void arrived() {
    Receiver receiver = (Receiver) link;
    for (Delivery current = receiver.current();
        current != null && take(receiver, current);
        current = receiver.current()) {}
  }

  /** Returns whether a delivery was finished. Bytes for a link that has ended are dropped. */
  private boolean take(Receiver receiver, Delivery current) {
    byte[] piece = new byte[current.pending()];
    receiver.recv(piece, 0, piece.length);
    if (isOpen() && !assembly.append(piece)) {
      detach(new AmqpCondition(
          AmqpCondition.MESSAGE_SIZE,
          "413001 MessageTooLarge: a message has at most %d bytes".formatted(MESSAGE_BYTES_MAX)));
    }
    if (current.isPartial() && !current.isAborted()) {
      return false;
    }
    receiver.advance();
    if (current.isAborted() || !isOpen()) {
      drop(current);
    } else {
      whole(current);
    }
    return true;
  }

  private void drop(Delivery delivery) {
    assembly.clear();
    delivery.settle();
    outstanding--;
    if (clientSends()) {
      replenish();
    }
    engine.changed();
  }

  private void whole(Delivery delivery) {
    byte[] bytes = assembly.take();
    if (--outstanding < 0) {
      delivery.settle();
      detach(new AmqpCondition(
          AmqpCondition.TRANSFER_LIMIT,
          "more messages than the %d of the credit".formatted(CREDIT)));
      return;
    }
    try {
      ProtonDelivery received = new ProtonDelivery(delivery, bytes, engine);
      user.ifPresent(present -> present.received(received));
    } catch (ProtocolViolation violation) {
      delivery.settle();
      detach(new AmqpCondition(AmqpCondition.DECODE, String.valueOf(violation.getMessage())));
    }
  }

  /** The hub's link that belongs to the engine's {@code link}. */
  static Optional<ProtonLink> of(Link link) {
    @Nullable Object context = link.getContext();
    return Optional.ofNullable((ProtonLink) context);
  }
}
