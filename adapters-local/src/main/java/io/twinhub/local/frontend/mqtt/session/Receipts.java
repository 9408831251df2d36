package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.net.Outbound;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The PUBACKs that are owed, in the order in which the client's publishes arrived (MQTT-4.6.0-2): .NET's
 * client matches them by order. Used on the event loop.
 */
final class Receipts {
  private final Channel channel;
  private final Deque<Receipt> owed = new ArrayDeque<>();

  Receipts(Channel channel) {
    this.channel = channel;
  }

  /** One PUBACK that is still owed. */
  static final class Receipt {
    private final int packetId;
    private boolean due;

    private Receipt(int packetId) {
      this.packetId = packetId;
    }
  }

  /** Records a publish that is to be acknowledged. */
  Receipt owe(int packetId) {
    Receipt receipt = new Receipt(packetId);
    owed.add(receipt);
    return receipt;
  }

  /** Marks the PUBACK as due. It is queued as soon as those before it are due, too; the caller flushes. */
  void due(Receipt receipt) {
    receipt.due = true;
    while (!owed.isEmpty() && owed.element().due) {
      Outbound.queue(channel.pipeline(), HubPackets.pubAck(owed.remove().packetId));
    }
  }
}
