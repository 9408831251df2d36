package io.twinhub.local.frontend.amqp.proton;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Tells whether a connection has room to send, and keeps the links that wait for it. Event loop. */
final class SendingRoom {
  private final BooleanSupplier writable;
  private final Set<ProtonLink> waiting = new LinkedHashSet<>();

  /** @param writable whether the socket takes more */
  SendingRoom(BooleanSupplier writable) {
    this.writable = writable;
  }

  /** Whether the socket takes more. */
  boolean isOpen() {
    return writable.getAsBoolean();
  }

  /** A link has credit, but there was no room to use it. */
  void await(ProtonLink link) {
    waiting.add(link);
  }

  /** Something was sent: tells the links that wait. */
  void sent() {
    if (isOpen()) {
      List<ProtonLink> told = waiting.stream().filter(ProtonLink::hasRoom).toList();
      told.forEach(waiting::remove);
      told.forEach(ProtonLink::flowed);
    }
  }

  /** A link has ended. */
  void forget(ProtonLink link) {
    waiting.remove(link);
  }
}
