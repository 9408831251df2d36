package io.twinhub.local.frontend.mqtt.session;

import java.util.HashSet;
import java.util.Set;

/** The marks of packets that a client must acknowledge (MQTT 3.1.1, 2.3.1). On the event loop. */
final class PacketIds {
  private static final int PACKET_ID_MAX = 0xFFFF;

  private final Set<Integer> used = new HashSet<>();
  private int last;

  /** One that is not in use, 1 to 65,535; far fewer packets are under way than there are marks. */
  int take() {
    do {
      last = last % PACKET_ID_MAX + 1;
    } while (!used.add(last));
    return last;
  }

  /** May be used again; tells whether it was in use. */
  boolean giveBack(int id) {
    return used.remove(id);
  }
}
