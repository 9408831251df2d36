package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.frame.FullPerformatives;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.transport.Attach;
import org.apache.qpid.proton.amqp.transport.Begin;
import org.apache.qpid.proton.amqp.transport.Close;
import org.apache.qpid.proton.amqp.transport.Detach;
import org.apache.qpid.proton.amqp.transport.Disposition;
import org.apache.qpid.proton.amqp.transport.End;
import org.apache.qpid.proton.amqp.transport.Flow;
import org.apache.qpid.proton.amqp.transport.FrameBody.FrameBodyHandler;
import org.apache.qpid.proton.amqp.transport.Open;
import org.apache.qpid.proton.amqp.transport.Role;
import org.apache.qpid.proton.amqp.transport.Transfer;
import org.apache.qpid.proton.engine.TransportException;
import org.apache.qpid.proton.engine.impl.FrameHandler;
import org.apache.qpid.proton.framing.TransportFrame;
import org.jspecify.annotations.Nullable;

/**
 * Protects the engine, which takes channels and handles on trust: a frame on an unknown one breaks it, one
 * that is opened twice confuses it, and it keeps any number of them that a client opens.
 */
final class FrameGuard implements FrameHandler, FrameBodyHandler<Integer> {
  /** How many sessions one connection may have; a hub setting, above the thousand of Java's client. */
  static final int SESSIONS_MAX = 1_100;

  /** How many links one session may have; a hub setting. A device has up to seven. */
  static final int LINKS_OF_SESSION_MAX = 256;

  /** How many links one connection may have; a hub setting. */
  static final int LINKS_MAX = 8_192;

  /** The longest link name, in characters; a hub setting. Java's hold two ids. */
  static final int LINK_NAME_LENGTH_MAX = 1_024;

  /** The smallest frame that a peer may ask for, in bytes. Source: AMQP 1.0, section 2.4.1. */
  static final int FRAME_BYTES_MIN = 512;

  /** The shortest idle time-out that a peer may ask for, in milliseconds; a hub setting. */
  static final int IDLE_MILLIS_MIN = 1_000;

  /** The most credit that the engine can count: AMQP's 32 bits are unsigned, Java's are signed. */
  static final int CREDIT_MAX = Integer.MAX_VALUE;

  /** How many deliveries one disposition may settle; a hub setting. Any beyond that stay as they are. */
  static final int DISPOSED_MAX = 2_048;

  private final FrameHandler engine;
  private final Map<Integer, Links> sessions = new HashMap<>();

  /** The channels whose session the client has ended and not begun anew. */
  private final Set<Integer> ended = new HashSet<>();

  private boolean open;
  private boolean unanswered;
  private int links;

  FrameGuard(FrameHandler engine) {
    this.engine = engine;
  }

  /** The links of a session: by handle, with their names. */
  private static final class Links {
    private final Map<UnsignedInteger, Name> byHandle = new HashMap<>();
    private final Set<Name> names = new HashSet<>();
  }

  private record Name(boolean clientSends, String text) {}

  /** Why a frame is not let through. It has no stack trace, since bad input is not a bug. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AmqpCondition condition;

    Refused(String name, String description) {
      super(description, null, false, false);
      this.condition = new AmqpCondition(name, description);
    }

    AmqpCondition condition() {
      return condition;
    }
  }

  /** True means that no more frames may come, as after a close. */
  @Override
  public boolean handleFrame(TransportFrame frame) {
    if (isLate(frame)) {
      return false;
    }
    frame.getBody().invoke(this, frame.getPayload(), frame.getChannel());
    boolean needless = frame.getBody() instanceof Disposition said && said.getRole() == Role.SENDER;
    return !needless && engine.handleFrame(frame);
  }

  /**
   * Whether the frame is for a session that the client has ended. Node's and Python's clients for Event Hubs
   * end a session, and then go on settling and detaching what was in it.
   */
  private boolean isLate(TransportFrame frame) {
    boolean late = frame.getBody() instanceof Flow
        || frame.getBody() instanceof Disposition
        || frame.getBody() instanceof Detach;
    return late && ended.contains(frame.getChannel());
  }

  /**
   * Whether the last frame was a flow or a disposition, which get no answer. After one of these, a client
   * whose kernel holds small segments back until the last is acknowledged (RFC 896), as Java's does, has to
   * wait.
   */
  boolean isUnanswered() {
    return unanswered;
  }

  /** Notes that something was sent, which acknowledges everything received. */
  void sent() {
    unanswered = false;
  }

  @Override
  public void closed(@Nullable TransportException error) {
    engine.closed(error);
  }

  @Override
  public boolean isHandlingFrames() {
    return engine.isHandlingFrames();
  }

  @Override
  public void handleOpen(Open frame, Binary payload, Integer channel) {
    require(!open, AmqpCondition.NOT_ALLOWED, "a second open");
    open = true;
    long frameBytes = frame.getMaxFrameSize().longValue();
    require(
        frameBytes >= FRAME_BYTES_MIN,
        AmqpCondition.NOT_ALLOWED,
        "max-frame-size %d; the minimum is %d".formatted(frameBytes, FRAME_BYTES_MIN));
    frame.setMaxFrameSize(UnsignedInteger.valueOf(
        Math.min(frameBytes, Integer.MAX_VALUE) - FullPerformatives.GROWTH_BYTES_MAX));
    UnsignedInteger idle = frame.getIdleTimeOut();
    if (idle == null || idle.longValue() == 0) {
      return;
    }
    require(
        idle.longValue() >= IDLE_MILLIS_MIN,
        AmqpCondition.NOT_ALLOWED,
        "idle-time-out of %d ms; the minimum is %d".formatted(idle.longValue(), IDLE_MILLIS_MIN));
    if (idle.longValue() > Integer.MAX_VALUE) {
      frame.setIdleTimeOut(UnsignedInteger.valueOf(Integer.MAX_VALUE));
    }
  }

  @Override
  public void handleBegin(Begin frame, Binary payload, Integer channel) {
    require(open, AmqpCondition.NOT_ALLOWED, "begin before open");
    require(
        channel < SESSIONS_MAX,
        AmqpCondition.FRAMING,
        "begin on channel %d; channel-max is %d".formatted(channel, SESSIONS_MAX - 1));
    require(
        frame.getRemoteChannel() == null,
        AmqpCondition.NOT_ALLOWED,
        "begin answers a session that the hub never began");
    require(
        sessions.putIfAbsent(channel, new Links()) == null,
        AmqpCondition.NOT_ALLOWED,
        "begin on channel %d, which is in use".formatted(channel));
    ended.remove(channel);
  }

  @Override
  public void handleAttach(Attach frame, Binary payload, Integer channel) {
    Links session = session(channel);
    require(
        session.byHandle.size() < LINKS_OF_SESSION_MAX && links < LINKS_MAX,
        AmqpCondition.LIMIT,
        "too many links: a session may have %d, a connection %d"
            .formatted(LINKS_OF_SESSION_MAX, LINKS_MAX));
    require(
        frame.getName().length() <= LINK_NAME_LENGTH_MAX,
        AmqpCondition.LIMIT,
        "a link name of %d characters; the limit is %d"
            .formatted(frame.getName().length(), LINK_NAME_LENGTH_MAX));
    Name name = new Name(frame.getRole() == Role.SENDER, frame.getName());
    require(
        session.byHandle.putIfAbsent(frame.getHandle(), name) == null,
        "amqp:session:handle-in-use",
        "attach on handle %s, which is in use".formatted(frame.getHandle()));
    links++;
    require(
        session.names.add(name), AmqpCondition.NOT_ALLOWED, "attach of a link name that is in use");
    if (frame.getInitialDeliveryCount() == null) {
      frame.setInitialDeliveryCount(UnsignedInteger.ZERO);
    }
  }

  @Override
  public void handleFlow(Flow frame, Binary payload, Integer channel) {
    Links session = session(channel);
    unanswered = true;
    if (frame.getHandle() != null) {
      requireAttached(session, frame.getHandle());
      require(
          frame.getLinkCredit() != null, AmqpCondition.DECODE, "a link's flow without link-credit");
      frame.setLinkCredit(
          UnsignedInteger.valueOf(Math.min(frame.getLinkCredit().longValue(), CREDIT_MAX)));
    }
  }

  @Override
  public void handleTransfer(Transfer frame, Binary payload, Integer channel) {
    Name link = requireAttached(session(channel), frame.getHandle());
    unanswered = false;
    require(link.clientSends(), AmqpCondition.NOT_ALLOWED, "a transfer on a link to the client");
  }

  /**
   * Dispositions of a sender are ignored, since the hub settles what it receives by itself. For those of a
   * receiver, the engine would walk through all ids that the frame spans: up to four thousand million, and
   * endlessly if the last is the largest number. Honest clients settle only a few at once.
   */
  @Override
  public void handleDisposition(Disposition frame, Binary payload, Integer channel) {
    session(channel);
    unanswered = true;
    long first = frame.getFirst().longValue();
    long last = frame.getLast() == null ? first : frame.getLast().longValue();
    long end = Math.min(Math.min(last, first + DISPOSED_MAX - 1), Integer.MAX_VALUE);
    frame.setLast(UnsignedInteger.valueOf(end));
  }

  @Override
  public void handleDetach(Detach frame, Binary payload, Integer channel) {
    Links session = session(channel);
    session.names.remove(requireAttached(session, frame.getHandle()));
    session.byHandle.remove(frame.getHandle());
    links--;
  }

  @Override
  public void handleEnd(End frame, Binary payload, Integer channel) {
    links -= session(channel).byHandle.size();
    sessions.remove(channel);
    ended.add(channel);
  }

  @Override
  public void handleClose(Close frame, Binary payload, Integer channel) {
    require(open, AmqpCondition.NOT_ALLOWED, "close before open");
  }

  private Links session(Integer channel) {
    Links session = sessions.get(channel);
    if (session == null) {
      throw new Refused(
          AmqpCondition.NOT_ALLOWED,
          "a frame on channel %d, on which no session has begun".formatted(channel));
    }
    return session;
  }

  private static Name requireAttached(Links session, UnsignedInteger handle) {
    Name link = session.byHandle.get(handle);
    if (link == null) {
      throw new Refused(
          "amqp:session:unattached-handle",
          "a frame for handle %s, to which no link is attached".formatted(handle));
    }
    return link;
  }

  private static void require(boolean holds, String condition, String description) {
    if (!holds) {
      throw new Refused(condition, description);
    }
  }
}
