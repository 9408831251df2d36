package io.twinhub.local.frontend.net;

import io.netty.channel.Channel;

/** Sends what was queued for one client in one go: one commit makes many answers ready. Used on the event loop. */
public final class LateFlush {
  private final Channel channel;
  private boolean due;

  /** What is queued for {@code channel}. */
  public LateFlush(Channel channel) {
    this.channel = channel;
  }

  /** Flushes when the event loop has carried out what waits for it now. */
  public void soon() {
    if (!due) {
      due = true;
      OrderedWork.onLoop(channel, () -> {
        due = false;
        channel.pipeline().flush();
      });
    }
  }
}
