package io.twinhub.local.frontend.amqp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;

/** A message that the hub sent for its client to settle. */
record Arrived(Delivery delivery, Message message) {

  /** The next, if one has come whole. */
  static Optional<Arrived> next(Receiver link) {
    Delivery current = link.current();
    if (current == null || current.isPartial()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[current.pending()];
    int unused = link.recv(bytes, 0, bytes.length);
    boolean unusedToo = link.advance();
    Message message = Message.Factory.create();
    message.decode(bytes, 0, bytes.length);
    return Optional.of(new Arrived(current, message));
  }

  /** As many as there are. */
  static List<Arrived> all(Receiver link) {
    List<Arrived> all = new ArrayList<>();
    for (Optional<Arrived> next = next(link); next.isPresent(); next = next(link)) {
      all.add(next.get());
    }
    return all;
  }

  String body() {
    return Wire.body(message);
  }

  /** The hub's answer, once it has settled; its state in a word, or its condition. */
  Optional<String> answer() {
    return delivery.remotelySettled()
        ? Optional.of(word(delivery.getRemoteState()))
        : Optional.empty();
  }

  /** A state as its name, or the condition of what is rejected. */
  static String word(DeliveryState state) {
    return state instanceof Rejected rejected
        ? Peer.text(rejected.getError()).orElse("rejected")
        : state.getClass().getSimpleName();
  }
}
