package io.twinhub.local.frontend.net;

import io.netty.channel.Channel;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Stops reading from a client that sends requests faster than they are served, or does not read its answers;
 * disconnects one that does not read at all. Used on the event loop.
 */
public final class ReadGate {
  /** How many packets of one connection may wait for their turn; a hub setting. */
  public static final int WAITING_MAX = 16;

  /** How many bytes of reports of one connection may wait for their turn; a hub setting. */
  public static final int WAITING_BYTES_MAX = 256 * 1024;

  /**
   * How many messages of one connection may be on their way to disk, including waiting ones; a hub setting.
   * Many of them share one commit, so this is more than {@link #WAITING_MAX}.
   */
  public static final int UNDER_WAY_MAX = 128;

  /**
   * How many bytes of such messages of one connection may be under way before reading stops; a hub setting.
   * One message may exceed it.
   */
  public static final int UNDER_WAY_BYTES_MAX = 512 * 1024;

  /**
   * How long a client may leave its answers unread, in seconds; a hub setting. Shorter than the listener's
   * own time-out, so that the log names the client.
   */
  public static final int UNREAD_SECONDS_MAX = 20;

  private final Channel channel;
  private final ExitDoor exit;
  private int waiting;
  private int waitingBytes;
  private int underWay;
  private long underWayBytes;
  private boolean shut;
  private volatile Optional<Future<?>> givingUp = Optional.empty();

  ReadGate(Channel channel, ExitDoor exit) {
    this.channel = channel;
    this.exit = exit;
    exit.atEnd(this::stopTimer);
  }

  /** Whether packets are being read: otherwise the client's silence is not its fault. */
  public boolean isOpen() {
    return channel.config().isAutoRead();
  }

  /** Counts one more waiting packet. */
  void entered(int bytes) {
    waiting++;
    waitingBytes += bytes;
    update();
  }

  /** Counts one waiting packet fewer. */
  void done(int bytes) {
    waiting--;
    waitingBytes -= bytes;
    update();
  }

  /** Counts one more message under way. */
  void began(int bytes) {
    underWay++;
    underWayBytes += bytes;
    update();
  }

  /** Counts one message under way fewer. */
  void ended(int bytes) {
    underWay--;
    underWayBytes -= bytes;
    update();
  }

  /** Stops reading for good. */
  void shut() {
    shut = true;
    update();
  }

  /** Checks whether the client reads what it is sent. */
  public void writabilityChanged() {
    stopTimer();
    givingUp = Optional.empty();
    if (!channel.isWritable()) {
      Future<?> timer = channel
          .eventLoop()
          .schedule(
              () -> exit.close(
                  "the client reads too slowly: %d bytes are waiting, and none was taken for %d seconds"
                      .formatted(
                          channel.config().getWriteBufferHighWaterMark(), UNREAD_SECONDS_MAX)),
              UNREAD_SECONDS_MAX,
              TimeUnit.SECONDS);
      givingUp = Optional.of(timer);
    }
    update();
  }

  private void stopTimer() {
    givingUp.ifPresent(timer -> timer.cancel(false));
  }

  private void update() {
    boolean open = !shut
        && channel.isWritable()
        && waiting < WAITING_MAX
        && waitingBytes < WAITING_BYTES_MAX
        && underWay < UNDER_WAY_MAX
        && underWayBytes < UNDER_WAY_BYTES_MAX;
    if (channel.config().isAutoRead() != open) {
      channel.config().setAutoRead(open);
    }
  }
}
