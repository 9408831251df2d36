package io.twinhub.local.frontend.amqp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.twinhub.local.frontend.net.ConnectionSetup;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.SerialExecutor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.amqp.transport.FrameBody;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.jspecify.annotations.Nullable;

/** A client: the engine that Java's SDK uses, on an embedded channel. Time stands still unless a test says else. */
final class Peer {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
  private final Transport transport = Proton.transport();
  private final Connection connection = Proton.connection();
  private long lastId;
  private int links;
  private int sessions;
  private boolean raw;
  private final List<String> endings = new ArrayList<>();
  private final List<FrameBody> said = new ArrayList<>();

  Peer(TestHub hub) {
    this(hub, transport -> {});
  }

  /** @param setUp changes limits of the client before it begins */
  Peer(TestHub hub, Consumer<Transport> setUp) {
    this(hub, hub.frontEnd(), setUp);
  }

  /** @param front what the client's port serves */
  Peer(TestHub hub, ConnectionSetup front, Consumer<Transport> setUp) {
    channel.config().setAllocator(memory);
    channel.freezeTime();
    front.addHandlers(channel.pipeline(), new SerialExecutor(hub.workers()));
    setUp.accept(transport);
  }

  /** A client without a SASL layer whose connection is open. */
  static Peer open(TestHub hub) {
    return new Peer(hub).begin();
  }

  /** A client whose tokens were taken. */
  static Peer open(TestHub hub, String... tokens) {
    Peer peer = open(hub);
    for (String token : tokens) {
      if (!peer.putToken(token).equals("200 OK")) {
        throw new AssertionError("refused: " + token + hub.log());
      }
    }
    return peer;
  }

  /** Opens the connection. */
  Peer begin() {
    transport.bind(connection);
    connection.setContainer("");
    connection.setHostname("127.0.0.1");
    connection.open();
    return settle();
  }

  /** Opens the connection by way of a SASL mechanism; what the hub said of it. */
  Sasl.SaslOutcome begin(String mechanism, String response) {
    Sasl sasl = transport.sasl();
    sasl.client();
    sasl.setMechanisms(mechanism);
    if (!response.isEmpty()) {
      byte[] bytes = response.getBytes(StandardCharsets.UTF_8);
      sasl.send(bytes, 0, bytes.length);
    }
    begin();
    return sasl.getOutcome();
  }

  Connection connection() {
    return connection;
  }

  /** The channel of the session that was begun last. */
  int lastChannel() {
    return sessions - 1;
  }

  Transport transport() {
    return transport;
  }

  EmbeddedChannel channel() {
    return channel;
  }

  Session session() {
    Session session = connection.session();
    session.open();
    sessions++;
    return session;
  }

  /** A link to the hub. */
  Sender sender(Session session, String address, Map<String, String> properties) {
    Sender sender = session.sender("link-" + links++);
    Target target = new Target();
    target.setAddress(address);
    sender.setTarget(target);
    open(sender, properties);
    return sender;
  }

  /** A link from the hub, with credit for many messages. */
  Receiver receiver(Session session, String address, Map<String, String> properties) {
    return receiver(session, address, properties, 10_000);
  }

  Receiver receiver(Session session, String address, Map<String, String> properties, int credit) {
    Receiver receiver = session.receiver("link-" + links++);
    Source source = new Source();
    source.setAddress(address);
    receiver.setSource(source);
    open(receiver, properties);
    receiver.flow(credit);
    return receiver;
  }

  private static void open(Link link, Map<String, String> properties) {
    Map<Symbol, Object> symbols = new LinkedHashMap<>();
    properties.forEach((name, value) -> symbols.put(Symbol.valueOf(name), value));
    link.setProperties(symbols);
    link.open();
  }

  /** The two links of a twin. */
  TwinLinks twin(String path) {
    return twin(session(), path, "twin:" + path);
  }

  TwinLinks twin(Session session, String path, String correlation) {
    Map<String, String> properties = Map.of("com.microsoft:channel-correlation-id", correlation);
    String address = "/devices/" + path + "/twin";
    TwinLinks links = new TwinLinks(
        this, sender(session, address, properties), receiver(session, address, properties));
    settle();
    return links;
  }

  /** Puts a token as Java does; the status and description of the answer. */
  String putToken(String token) {
    return new CbsLinks(this).put(token);
  }

  long nextId() {
    return ++lastId;
  }

  /** Carries bytes between both ends until nothing moves any more. */
  Peer settle() {
    boolean moved = true;
    while (moved) {
      moved = toHub();
      moved |= fromHub();
    }
    return this;
  }

  private boolean toHub() {
    boolean moved = false;
    if (raw) {
      return false;
    }
    for (int count = transport.pending(); count > 0; count = transport.pending()) {
      ByteBuffer head = transport.head();
      byte[] bytes = new byte[count];
      head.get(bytes);
      transport.pop(count);
      send(bytes);
      moved = true;
    }
    return moved;
  }

  /** Sends bytes past the client's engine. */
  Peer send(byte[] bytes) {
    channel.writeInbound(memory.heapBuffer(Math.max(bytes.length, 1)).writeBytes(bytes));
    channel.runPendingTasks();
    return this;
  }

  /** Takes the client's engine away: what the hub says from now on is only read. */
  Peer withoutEngine() {
    raw = true;
    return this;
  }

  private boolean fromHub() {
    channel.runPendingTasks();
    boolean moved = false;
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      if (raw) {
        List<FrameBody> bodies = Frames.bodies(bytes);
        said.addAll(bodies);
        endings.addAll(Frames.endings(bodies));
        moved = true;
        continue;
      }
      while (bytes.isReadable() && transport.capacity() > 0) {
        ByteBuffer tail = transport.tail();
        int count = Math.min(tail.remaining(), bytes.readableBytes());
        tail.limit(tail.position() + count);
        bytes.readBytes(tail);
        tail.limit(tail.capacity());
        transport.process();
      }
      bytes.release();
      moved = true;
    }
    return moved;
  }

  /** What the hub answers to a frame that is sent past the client's engine. */
  List<FrameBody> framesAfter(int sessionChannel, FrameBody body) {
    send(Frames.of(sessionChannel, body));
    List<FrameBody> answers = new ArrayList<>();
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      answers.addAll(Frames.bodies(bytes));
    }
    return answers;
  }

  /** The frames of a kind that the hub sent since the client has no engine. */
  <T extends FrameBody> List<T> said(Class<T> kind) {
    return said.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The bytes that came since the last call, past the client's engine. */
  String receivedHex() {
    channel.runPendingTasks();
    StringBuilder hex = new StringBuilder();
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      hex.append(ByteBufUtil.hexDump(bytes));
      bytes.release();
    }
    return hex.toString();
  }

  /** Lets time pass for the hub's timers. */
  Peer letPass(long seconds) {
    letPassSilently(seconds);
    return settle();
  }

  /** The same, without a byte from the client. */
  void letPassSilently(long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  /** Whether the hub has neither closed the connection nor said that it does. */
  boolean isOpen() {
    return channel.isOpen()
        && endings.isEmpty()
        && connection.getRemoteState() != EndpointState.CLOSED;
  }

  /** Why the hub ended the connection, if it did. */
  Optional<String> closedBecause() {
    return raw
        ? endings.stream().reduce((first, last) -> last)
        : text(connection.getRemoteCondition());
  }

  /** Why the hub ended a link, if it did. */
  static Optional<String> detachedBecause(Link link) {
    return text(link.getRemoteCondition());
  }

  static Optional<String> text(@Nullable ErrorCondition condition) {
    return Optional.ofNullable(condition)
        .filter(present -> present.getCondition() != null)
        .map(present -> present.getCondition() + ": " + present.getDescription());
  }

  /** Breaks the connection, as a device without power does. */
  void breakOff() {
    Outbound.close(channel.pipeline().firstContext()); // past the hub's own good-bye
    channel.runPendingTasks();
  }

  /** Ends the connection, and tells how many bytes were never released. */
  long leakedBytes() {
    breakOff();
    fromHub();
    channel.finishAndReleaseAll();
    return memory.metric().usedHeapMemory();
  }
}
