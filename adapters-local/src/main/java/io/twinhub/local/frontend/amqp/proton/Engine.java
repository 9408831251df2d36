package io.twinhub.local.frontend.amqp.proton;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.twinhub.local.frontend.amqp.frame.FrameCutter;
import io.twinhub.local.frontend.amqp.frame.FullPerformatives;
import io.twinhub.local.frontend.amqp.frame.TypeCheck;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.PeerEvents;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.impl.TransportImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol engine of one connection: takes bytes, reports events to the peer, and gives bytes to send.
 * Event loop.
 */
final class Engine {
  /**
   * The largest frame that the hub sends, in bytes, if the client accepts frames that large; a hub setting.
   */
  static final int SENT_FRAME_BYTES_MAX = 64 * 1024;

  /**
   * How long a client may be silent, in milliseconds; half of it is announced in {@code open}, as the
   * specification advises. Source: the four minutes of Azure IoT Edge.
   */
  static final int SILENCE_MILLIS_MAX = 240_000;

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** The index of the byte of a protocol header that names the protocol. */
  private static final int PROTOCOL_INDEX = 4;

  private static final byte SASL_PROTOCOL = 3;

  private static final byte[] EMPTY_FRAME = {0, 0, 0, 8, 2, 0, 0, 0};

  private final TransportImpl transport = new TransportImpl();
  private final FrameGuard guard = new FrameGuard(transport);
  private final Connection connection = Proton.connection();
  private final Collector events = Proton.collector();
  private final PeerEvents peer;
  private final EngineContext context;
  private final Consumer<String> onEnd;
  private Optional<SaslLayer> sasl = Optional.empty();
  private boolean begun;
  private boolean headerOwed;

  /** @param onEnd called with a sentence when the connection has ended */
  Engine(PeerEvents peer, EngineContext context, Consumer<String> onEnd) {
    this.peer = peer;
    this.context = context;
    this.onEnd = onEnd;
    transport.setMaxFrameSize(FrameCutter.FRAME_BYTES_MAX);
    transport.setOutboundFrameSizeLimit(SENT_FRAME_BYTES_MAX - FullPerformatives.GROWTH_BYTES_MAX);
    transport.setChannelMax(FrameGuard.SESSIONS_MAX - 1);
    transport.setIdleTimeout(SILENCE_MILLIS_MAX);
    transport.setEmitFlowEventOnSend(false);
    transport.setFrameHandler(guard);
    connection.collect(events);
  }

  /**
   * Takes a protocol header or a frame.
   *
   * @throws ProtocolViolation if it is not allowed
   * @throws FrameGuard.Refused if it is not allowed, and AMQP has an error condition for it
   */
  void take(ByteBuf piece) {
    if (FrameCutter.isHeader(piece)) {
      begin(piece);
    } else {
      TypeCheck.requireFrame(piece, context.symbols());
      if (!begun) {
        sasl.orElseThrow().take(piece);
      }
    }
    while (piece.isReadable()) {
      ByteBuffer tail = tail();
      int count = Math.min(tail.remaining(), piece.readableBytes());
      tail.limit(tail.position() + count);
      piece.readBytes(tail);
      tail.limit(tail.capacity());
      process();
    }
    dispatch();
  }

  /** Frames that the guard lets through may still make the engine throw, in undocumented ways. */
  private void process() {
    try {
      transport.process();
    } catch (FrameGuard.Refused refused) {
      throw refused;
    } catch (RuntimeException unforeseen) {
      LOG.debug("the engine does not take a frame", unforeseen);
      throw new FrameGuard.Refused(AmqpCondition.DECODE, "a frame that cannot be understood");
    }
  }

  /** The first bytes decide whether there is a SASL layer; most clients with certificates have none. */
  private void begin(ByteBuf header) {
    boolean isSasl = header.getByte(header.readerIndex() + PROTOCOL_INDEX) == SASL_PROTOCOL;
    if (begun ? isSasl || !headerOwed : isSasl && sasl.isPresent()) {
      throw new ProtocolViolation("a second protocol header");
    }
    headerOwed = false;
    if (isSasl) {
      SaslLayer layer = new SaslLayer(peer, this::saslEnded);
      sasl = Optional.of(layer);
      layer.begin(header);
    } else if (!begun && sasl.isPresent()) {
      throw new ProtocolViolation("a header of AMQP before SASL has ended");
    } else if (!begun) {
      bind();
    }
  }

  private void bind() {
    begun = true;
    transport.bind(connection);
  }

  private void saslEnded(boolean passed) {
    if (passed) {
      headerOwed = true;
      bind();
    }
    context.changed();
    if (!passed) {
      onEnd.accept("SASL refused");
    }
  }

  private ByteBuffer tail() {
    if (transport.capacity() <= 0) {
      throw new ProtocolViolation("bytes after the end of the connection");
    }
    return transport.tail();
  }

  private void dispatch() {
    for (Event event = events.peek(); event != null; event = events.peek()) {
      handle(event);
      events.pop();
    }
    context.assembled().problem(peer.isKnown()).ifPresent(problem -> {
      throw new FrameGuard.Refused(AmqpCondition.LIMIT, problem);
    });
  }

  private void handle(Event event) {
    switch (event.getType()) {
      case CONNECTION_REMOTE_OPEN -> opened();
      case CONNECTION_REMOTE_CLOSE -> {
        connection.close();
        onEnd.accept("the client closed the connection");
      }
      case SESSION_REMOTE_OPEN -> event.getSession().open();
      case SESSION_REMOTE_CLOSE -> ended(event.getSession());
      case LINK_REMOTE_OPEN -> attached(event.getLink());
      case LINK_REMOTE_CLOSE -> detached(event.getLink(), true);
      case LINK_REMOTE_DETACH -> detached(event.getLink(), false);
      case LINK_FLOW -> ProtonLink.of(event.getLink()).ifPresent(ProtonLink::flowed);
      case DELIVERY ->
        ProtonLink.of(event.getLink()).ifPresent(link -> link.changed(event.getDelivery()));
      case TRANSPORT_ERROR -> throw new ProtocolViolation(transportError());
      case REACTOR_INIT,
          REACTOR_QUIESCED,
          REACTOR_FINAL,
          TIMER_TASK,
          CONNECTION_INIT,
          CONNECTION_BOUND,
          CONNECTION_UNBOUND,
          CONNECTION_LOCAL_OPEN,
          CONNECTION_LOCAL_CLOSE,
          CONNECTION_FINAL,
          SESSION_INIT,
          SESSION_LOCAL_OPEN,
          SESSION_LOCAL_CLOSE,
          SESSION_FINAL,
          LINK_INIT,
          LINK_LOCAL_OPEN,
          LINK_LOCAL_DETACH,
          LINK_LOCAL_CLOSE,
          LINK_FINAL,
          TRANSPORT,
          TRANSPORT_HEAD_CLOSED,
          TRANSPORT_TAIL_CLOSED,
          TRANSPORT_CLOSED,
          SELECTABLE_INIT,
          SELECTABLE_UPDATED,
          SELECTABLE_READABLE,
          SELECTABLE_WRITABLE,
          SELECTABLE_EXPIRED,
          SELECTABLE_ERROR,
          SELECTABLE_FINAL,
          NON_CORE_EVENT -> {} // our own doing, or the reactor's, which is not used
    }
  }

  /** The engine's description names its classes and states, which mean nothing to a reader of the log. */
  private String transportError() {
    LOG.debug("the engine gives up: {}", transport.getCondition());
    return transport.getCondition() != null
            && AmqpCondition.FRAMING.equals(
                String.valueOf(transport.getCondition().getCondition()))
        ? "bytes that are not AMQP 1.0"
        : "a frame that is not allowed in this state of the connection";
  }

  private void opened() {
    connection.setContainer("twinhub");
    connection.open();
    peer.opened();
  }

  private void attached(Link link) {
    ProtonLink attached = new ProtonLink(link, context);
    link.setContext(attached);
    linksOf(link.getSession()).add(attached);
    peer.attach(attached);
  }

  private void detached(Link link, boolean closed) {
    ProtonLink.of(link).ifPresent(ended -> {
      linksOf(link.getSession()).remove(ended);
      ended.remotelyEnded(closed);
    });
  }

  private void ended(Session session) {
    List.copyOf(linksOf(session)).forEach(link -> link.remotelyEnded(true));
    session.close();
    session.free();
  }

  @SuppressWarnings("unchecked")
  private static Set<ProtonLink> linksOf(Session session) {
    @Nullable Object links = session.getContext();
    if (links == null) {
      session.setContext(new LinkedHashSet<ProtonLink>());
    }
    return (Set<ProtonLink>) session.getContext();
  }

  /** Ends the connection with {@code condition}, if the client has got as far as AMQP. */
  void close(AmqpCondition condition) {
    if (connection.getLocalState() != EndpointState.CLOSED && begun) {
      connection.setCondition(
          new ErrorCondition(Symbol.valueOf(condition.name()), condition.description()));
      connection.open();
      connection.close();
    }
  }

  /** Whether the client may be waiting for a sign that its last frame arrived, and none has been sent. */
  boolean owesSign() {
    return guard.isUnanswered() && connection.getLocalState() == EndpointState.ACTIVE;
  }

  /** An empty frame, which only shows that the hub is alive (AMQP 1.0, section 2.4.5). */
  ByteBuf sign() {
    guard.sent();
    return Unpooled.wrappedBuffer(EMPTY_FRAME);
  }

  /** Hands the bytes to send to {@code sink}, piece by piece, all of them whole frames. */
  void drainTo(Consumer<ByteBuf> sink, ByteBufAllocator memory) {
    sasl.map(SaslLayer::drain).filter(ByteBuf::isReadable).ifPresent(sink);
    if (pending() > 0) {
      guard.sent();
    }
    FullPerformatives full = new FullPerformatives(memory, sink);
    for (int count = pending(); count > 0; count = pending()) {
      ByteBuffer head = transport.head().duplicate(); // may hold more by now
      ByteBuf bytes = memory.buffer(count).writeBytes(head.limit(head.position() + count));
      transport.pop(count);
      full.take(bytes);
    }
    full.release();
    context.room().sent();
  }

  private int pending() {
    return begun ? transport.pending() : 0;
  }

  /**
   * Handles the idle time-outs: sends an empty frame in time, and ends the connection of a client that is
   * silent for too long.
   *
   * @param nowMillis of a clock that only goes forward
   * @return when to call again, on the same clock
   */
  long tick(long nowMillis) {
    return transport.tick(nowMillis);
  }

  /** Whether the client was silent for too long. */
  boolean isTimedOut() {
    return connection.getLocalState() == EndpointState.CLOSED;
  }
}
