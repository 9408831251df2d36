package io.twinhub.local.frontend.amqp.proton;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import io.twinhub.local.frontend.amqp.frame.Symbols;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.PeerEvents;
import io.twinhub.local.frontend.amqp.session.ConnectionEnd;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Connects Netty with the protocol engine: hands frames to the engine and its output to the socket, watches
 * the time-outs, and tells the client why before the socket is closed. Lives on the event loop.
 */
public final class AmqpHandler extends ChannelDuplexHandler {
  /** How long a client may take from its first byte to its {@code open}, in seconds; a hub setting. */
  public static final int OPEN_SECONDS_MAX = 30;

  /** How long the socket stays open so that the client can read why it is closed, in milliseconds. */
  public static final int FAREWELL_MILLIS = 1_000;

  /** The longest time between two checks of the idle time-outs, in milliseconds. */
  private static final long TICK_MILLIS_MAX = 30_000;

  private final Channel channel;
  private final OrderedWork ordered;
  private final ConnectionEnd end;
  private final Engine engine;
  private final PeerEvents peer;
  private Optional<Future<?>> timer = Optional.empty();
  private boolean pumpDue;
  private boolean pumping;
  private boolean goodbyeSaid;
  private boolean signDue;

  /**
   * Serves {@code peer} on {@code channel}.
   *
   * @param unfinished the memory for messages that are still incomplete
   */
  public AmqpHandler(
      Channel channel,
      OrderedWork ordered,
      ConnectionEnd end,
      PeerEvents peer,
      Symbols symbols,
      ByteBudget.Claim unfinished) {
    this.channel = channel;
    this.ordered = ordered;
    this.end = end;
    this.peer = peer;
    EngineContext context = new EngineContext(
        symbols.newShare(),
        new Assembly.Total(unfinished),
        this::changed,
        new SendingRoom(channel::isWritable));
    this.engine = new Engine(new OpenWatch(), context, ordered::last);
  }

  /** Starts watching the idle time-outs once both sides have announced theirs. */
  private final class OpenWatch implements PeerEvents {
    @Override
    public void authenticate(String mechanism, byte[] response, Consumer<Boolean> outcome) {
      peer.authenticate(mechanism, response, outcome);
    }

    @Override
    public void opened() {
      tick();
      peer.opened();
    }

    @Override
    public boolean isKnown() {
      return peer.isKnown();
    }

    @Override
    public void attach(LinkRequest request) {
      peer.attach(request);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    end.exit().atEnd(this::stopTimer);
    lookIn(
        TimeUnit.SECONDS.toMillis(OPEN_SECONDS_MAX),
        () -> end.exit().close("no open within %d seconds".formatted(OPEN_SECONDS_MAX)));
  }

  private void lookIn(long millis, Runnable look) {
    stopTimer();
    timer = Optional.of(channel.eventLoop().schedule(look, millis, TimeUnit.MILLISECONDS));
  }

  private void stopTimer() {
    timer.ifPresent(due -> due.cancel(false));
  }

  private void tick() {
    long now = TimeUnit.NANOSECONDS.toMillis(channel.eventLoop().ticker().nanoTime());
    long next = engine.tick(now);
    if (engine.isTimedOut()) {
      end.leave(new AmqpCondition(
          AmqpCondition.LIMIT,
          "no frame for %d seconds"
              .formatted(TimeUnit.MILLISECONDS.toSeconds(Engine.SILENCE_MILLIS_MAX))));
      return;
    }
    pump();
    lookIn(Math.min(Math.max(next - now, 1), TICK_MILLIS_MAX), this::tick);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf piece = (ByteBuf) message;
    try {
      if (!end.exit().isClosed()) {
        engine.take(piece);
        pump();
        signLater();
      }
    } catch (FrameGuard.Refused refused) {
      end.leave(refused.condition());
    } catch (ProtocolViolation violation) {
      end.leave(framing(violation));
    } catch (RuntimeException mistake) {
      end.exit().fail(mistake);
    } finally {
      piece.release();
    }
  }

  private static AmqpCondition framing(ProtocolViolation violation) {
    return new AmqpCondition(AmqpCondition.FRAMING, String.valueOf(violation.getMessage()));
  }

  /** There is something to send; it all goes out at once when the current work is done. */
  private void changed() {
    if (!pumpDue) {
      pumpDue = true;
      OrderedWork.onLoop(channel, () -> {
        if (pumpDue) {
          pump();
        }
      });
    }
  }

  /**
   * Sends an empty frame if the bytes just read cause no answer. The frame carries the TCP acknowledgement
   * for which the client's kernel may hold back the next request: with the Java SDK, this costs 40 ms after
   * each renewal of credit, which is how long our kernel would delay the acknowledgement. One frame is enough
   * for everything that was read at once.
   */
  private void signLater() {
    if (engine.owesSign() && !signDue) {
      signDue = true;
      OrderedWork.onLoop(channel, () -> {
        signDue = false;
        if (engine.owesSign() && !goodbyeSaid) {
          Outbound.send(channel.pipeline(), engine.sign());
        }
      });
    }
  }

  /** A write may call this again; anything that has become ready then goes out with the write in progress. */
  private void pump() {
    pumpDue = false;
    if (!pumping) {
      pumping = true;
      try {
        engine.drainTo(bytes -> Outbound.queue(channel.pipeline(), bytes), channel.alloc());
      } finally {
        pumping = false;
      }
      channel.pipeline().flush();
    }
  }

  /** Tells the client why before the socket is closed, and gives it time to read that. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (goodbyeSaid || !channel.isActive() || !channel.isWritable()) {
      context.close(promise).addListener(closed -> {});
      return;
    }
    goodbyeSaid = true;
    channel.config().setAutoRead(true);
    try {
      engine.close(end.condition());
      pump();
    } finally {
      lookIn(FAREWELL_MILLIS, () -> Outbound.close(context));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    ordered.gate().writabilityChanged();
    if (channel.isWritable()) {
      changed();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (goodbyeSaid) {
      end.exit().close(end.condition().toString());
    } else {
      ordered.last("the client closed its socket without an AMQP close, as the Java SDK does");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof ProtocolViolation violation) {
      end.leave(framing(violation));
    } else {
      end.exit().close(cause);
    }
  }
}
