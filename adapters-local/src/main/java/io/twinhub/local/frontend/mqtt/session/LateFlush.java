package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.twinhub.local.frontend.net.OrderedWork;

/** Sends what was queued for one client in one go: one commit makes many answers ready. Used on the event loop. */
final class LateFlush {
  private final Channel channel;
  private boolean due;

  LateFlush(Channel channel) {
    this.channel = channel;
  }

  /** Flushes when the event loop has carried out what waits for it now. */
  void soon() {
    if (!due) {
      due = true;
      OrderedWork.onLoop(channel, () -> {
        due = false;
        channel.pipeline().flush();
      });
    }
  }
}
