package io.twinhub.local.frontend.mqtt.session;

import java.util.HashSet;
import java.util.Set;

/** The ids of packets that a client must acknowledge (MQTT 3.1.1, 2.3.1). Used on the event loop. */
final class PacketIds {
  private static final int PACKET_ID_MAX = 0xFFFF;

  private final Set<Integer> used = new HashSet<>();
  private int last;

  /** Takes an unused id, 1 to 65,535; there are far fewer packets under way than ids. */
  int take() {
    do {
      last = last % PACKET_ID_MAX + 1;
    } while (!used.add(last));
    return last;
  }

  /** Returns an id for reuse; tells whether it was in use. */
  boolean giveBack(int id) {
    return used.remove(id);
  }
}
