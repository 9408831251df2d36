package io.twinhub.local.frontend.mqtt.session;

import io.netty.util.concurrent.EventExecutor;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.ReadGate;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection on which no packet has arrived for one and a half times the keep alive (MQTT 3.1.1,
 * section 3.1.2.10). Runs on the event loop.
 */
final class KeepAlive {
  /** The longest silence allowed, in seconds, even with a keep alive of 0. Source: Azure's page on MQTT. */
  static final int SILENCE_SECONDS_MAX = 1767;

  private final EventExecutor loop;
  private final ExitDoor exit;
  private final ReadGate gate;
  private final long silenceNanosMax;
  private long heardNanos;
  private volatile Optional<Future<?>> next = Optional.empty();

  KeepAlive(EventExecutor loop, ExitDoor exit, ReadGate gate, int keepAliveSeconds) {
    this.loop = loop;
    this.exit = exit;
    this.gate = gate;
    this.silenceNanosMax = silenceMillisMax(keepAliveSeconds) * 1_000_000;
    this.heardNanos = loop.ticker().nanoTime();
  }

  /** How long a client may be silent, in milliseconds. */
  static long silenceMillisMax(int keepAliveSeconds) {
    long cap = SILENCE_SECONDS_MAX * 1000L;
    return keepAliveSeconds == 0 ? cap : Math.min(keepAliveSeconds * 1500L, cap);
  }

  /** Starts watching for silence. */
  void start() {
    exit.atEnd(() -> next.ifPresent(timer -> timer.cancel(false)));
    lookAgainIn(silenceNanosMax);
  }

  /** Records that a packet arrived. */
  void heard() {
    heardNanos = loop.ticker().nanoTime();
  }

  private void look() {
    if (!gate.isOpen()) {
      heard();
    }
    if (exit.isClosed()) {
      return;
    }
    long left = silenceNanosMax - (loop.ticker().nanoTime() - heardNanos);
    if (left > 0) {
      lookAgainIn(left);
    } else {
      exit.close(
          "404104 DeviceConnectionClosedRemotely: no packet for %s seconds, 1.5 times the keep alive"
              .formatted(TimeUnit.NANOSECONDS.toSeconds(silenceNanosMax)));
    }
  }

  private void lookAgainIn(long nanos) {
    next = Optional.of(loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS));
  }
}
