package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Calls and messages on their way to the client, in order: each is written once the channel can take it, and
 * none while they are held. Used on the event loop.
 */
final class PacketLine {
  private final Channel channel;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int holds;

  PacketLine(Channel channel) {
    this.channel = channel;
  }

  /** How many packets wait. */
  int size() {
    return waiting.size();
  }

  /** Adds a packet; {@code write} writes it to the channel without flushing. */
  void add(Runnable write) {
    waiting.add(write);
    drain();
  }

  /** Holds all packets back until {@link #release}; holds nest. */
  void hold() {
    holds++;
  }

  /** Ends one hold. */
  void release() {
    holds--;
    drain();
  }

  /** Writes the packets that may be sent now. */
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
