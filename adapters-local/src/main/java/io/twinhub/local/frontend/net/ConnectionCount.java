package io.twinhub.local.frontend.net;

import java.util.concurrent.atomic.AtomicInteger;

/** How many devices and modules are connected, and how many may be. */
public final class ConnectionCount {
  /** How many connections one hub serves at once; a hub setting. Each takes a socket and buffers. */
  public static final int CONNECTIONS_MAX = 50_000;

  private final int max;
  private final AtomicInteger connected = new AtomicInteger();

  /** Allows {@code max} connections. */
  public ConnectionCount(int max) {
    this.max = max;
  }

  /** How many are connected now. */
  public int connected() {
    return connected.get();
  }

  /** Counts one more connection, unless the hub is full. */
  public boolean enter() {
    return connected.getAndUpdate(n -> n < max ? n + 1 : n) < max;
  }

  /** Counts one connection fewer. */
  public void leave() {
    connected.decrementAndGet();
  }
}
