package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Calls and messages on their way to the client, in order: each is written when the channel takes it, and
 * none while they are held. On the event loop.
 */
final class PacketLine {
  private final Channel channel;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int holds;

  PacketLine(Channel channel) {
    this.channel = channel;
  }

  /** How many wait. */
  int size() {
    return waiting.size();
  }

  /** Adds one; {@code write} puts it into the channel without flushing. */
  void add(Runnable write) {
    waiting.add(write);
    drain();
  }

  /** Lets nothing pass until {@link #release}; holds add up. */
  void hold() {
    holds++;
  }

  /** Takes one hold back. */
  void release() {
    holds--;
    drain();
  }

  /** Writes what may pass now. */
  void drain() {
    boolean wrote = false;
    while (holds == 0 && channel.isWritable() && !waiting.isEmpty()) {
      waiting.remove().run();
      wrote = true;
    }
    if (wrote) {
      channel.pipeline().flush();
    }
  }
}
