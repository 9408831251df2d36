package io.twinhub.local.frontend.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.net.log.ClosingLog;
import io.twinhub.local.frontend.net.tls.TlsProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The only way to end a connection. The first call to close it gives the reason: one line is logged, the
 * socket is closed and everything is released. Later calls do nothing. Safe to use from any thread.
 */
public final class ExitDoor {
  /** The longest reason in the log, in characters. */
  private static final int REASON_LENGTH_MAX = 1000;

  private final Channel channel;
  private final ClosingLog log;
  private final String address;
  private final List<Runnable> releases = new ArrayList<>();
  private String who;
  private String why = "";
  private volatile boolean closed;

  /**
   * Creates the exit door of {@code channel}.
   *
   * @param stranger what the log calls a client that has not identified itself yet
   */
  public ExitDoor(Channel channel, ClosingLog log, String stranger) {
    this.channel = channel;
    this.who = stranger;
    this.log = log;
    this.address = String.valueOf(channel.remoteAddress());
  }

  /** Whether the connection has ended. */
  public boolean isClosed() {
    return closed;
  }

  /** Why the connection has ended; empty as long as it has not. */
  public synchronized String reason() {
    return why;
  }

  /** Sets the client's name for the log. */
  public synchronized void name(String client) {
    who = client;
  }

  /** Logs that a request was refused; see {@link ClosingLog#refused(String, String, String)}. */
  public void refused(String reason, String mark) {
    String client;
    synchronized (this) {
      client = who;
    }
    log.refused(client + " (" + address + ")", oneLine(reason), mark);
  }

  /** Runs {@code release} when the connection ends, or now if it has ended. */
  public void atEnd(Runnable release) {
    synchronized (this) {
      if (!closed) {
        releases.add(release);
        return;
      }
    }
    release.run();
  }

  /** Ends the connection. */
  public void close(String reason) {
    end(reason, Optional.empty(), Unpooled.EMPTY_BUFFER);
  }

  /** Ends the connection with a last packet. */
  public void close(String reason, ByteBuf lastPacket) {
    end(reason, Optional.empty(), lastPacket);
  }

  /** Ends the connection as a broken network does: nothing more is sent, not even a farewell. */
  public void drop(ConnectionDropped why) {
    end(String.valueOf(why.getMessage()), Optional.empty(), () -> Outbound.drop(channel));
  }

  /** Runs {@code work}; ends the connection if the work is refused, or fails, or the connection is dropped. */
  public void attempt(Runnable work) {
    try {
      work.run();
    } catch (ConnectionDropped dropped) {
      drop(dropped);
    } catch (ProtocolViolation | HubException refusal) {
      close(String.valueOf(refusal.getMessage()));
    } catch (RuntimeException | Error mistake) {
      fail(mistake);
    }
  }

  /** Ends the connection because of an exception in a handler of the channel. */
  public void close(Throwable met) {
    Throwable cause =
        met instanceof DecoderException && met.getCause() != null ? met.getCause() : met;
    if (cause instanceof ProtocolViolation) {
      close(String.valueOf(cause.getMessage()));
    } else if (TlsProblem.alert(cause).isPresent()) {
      close(TlsProblem.sentence(cause));
    } else if (cause instanceof IOException || cause instanceof DecoderException) {
      close("the connection broke: " + cause.getMessage());
    } else {
      fail(cause);
    }
  }

  /** Ends the connection because of an internal error of the hub. */
  public void fail(Throwable mistake) {
    fail(mistake, Unpooled.EMPTY_BUFFER);
  }

  /** Ends the connection because of an internal error of the hub, with a last packet. */
  public void fail(Throwable mistake, ByteBuf lastPacket) {
    end("an error of the hub: " + mistake, Optional.of(mistake), lastPacket);
  }

  private void end(String reason, Optional<Throwable> mistake, ByteBuf lastPacket) {
    if (!end(reason, mistake, () -> hangUp(lastPacket))) {
      lastPacket.release();
    }
  }

  /** Returns whether this call ended it. */
  private boolean end(String reason, Optional<Throwable> mistake, Runnable hangUp) {
    List<Runnable> owed;
    String client;
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
      why = oneLine(reason);
      owed = List.copyOf(releases);
      client = who;
    }
    log.closed(client + " (" + address + ")", why, mistake);
    try {
      owed.forEach(Runnable::run);
    } finally {
      hangUp.run();
    }
    return true;
  }

  private void hangUp(ByteBuf lastPacket) {
    if (lastPacket.isReadable()) {
      Outbound.sendAndClose(channel, lastPacket);
    } else {
      Outbound.close(channel);
    }
  }

  /** Messages may quote a client's text, which must not forge log lines. */
  private static String oneLine(String reason) {
    return reason
        .substring(0, Math.min(reason.length(), REASON_LENGTH_MAX))
        .replaceAll("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]", "?");
  }
}
