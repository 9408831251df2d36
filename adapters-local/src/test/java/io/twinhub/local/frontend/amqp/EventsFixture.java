package io.twinhub.local.frontend.amqp;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.transport.ReceiverSettleMode;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;

/** A hub with events of one device, and a client that reads them. */
final class EventsFixture implements AutoCloseable {
  static final TwinAddress DEV1 = TwinAddress.device("dev1");

  /** What Java, Python and the CLI describe their filter with; Node and Go; .NET. */
  static final List<Object> DESCRIPTORS = List.of(
      Symbol.valueOf("apache.org:selector-filter:string"),
      UnsignedLong.valueOf(0x468C00000004L),
      UnsignedLong.valueOf(0x13700000AL));

  private final TestableHub real = new TestableHub();
  private final TestHub hub = new TestHub(real);
  private Peer peer;

  EventsFixture() {
    real.register(DEV1);
    peer = Peer.open(hub, "policy all");
  }

  TestHub hub() {
    return hub;
  }

  TestableHub real() {
    return real;
  }

  Peer peer() {
    return peer;
  }

  /** From now on, another client. */
  Peer peer(String... tokens) {
    peer = Peer.open(hub, tokens);
    return peer;
  }

  /** The partition that dev1's events come to. */
  int partition() {
    return Math.floorMod("dev1".hashCode(), real.hub().events().partitions());
  }

  String address() {
    return "myhub/ConsumerGroups/$Default/Partitions/" + partition();
  }

  void send(String... bodies) {
    for (String body : bodies) {
      send(DeviceMessage.ofJson(body));
    }
  }

  void send(DeviceMessage message) {
    real.hub().telemetry().send(new Principal.Device(DEV1), message).join();
  }

  /** Events with the bodies 0, 1, 2, … */
  void sendNumbered(int count) {
    for (int i = 0; i < count; i++) {
      send(Integer.toString(i));
    }
  }

  /** A link as a client describes it. */
  final class Reader {
    private final Source source = new Source();
    private final Map<Symbol, Object> properties = new LinkedHashMap<>();
    private final List<Symbol> desired = new ArrayList<>();
    private SenderSettleMode sending = SenderSettleMode.UNSETTLED;
    private ReceiverSettleMode receiving = ReceiverSettleMode.FIRST;

    Reader(String address) {
      source.setAddress(address);
    }

    Reader filter(Object descriptor, Object expression) {
      Map<Symbol, Object> filters = new LinkedHashMap<>();
      filters.put(
          Symbol.valueOf("apache.org:selector-filter:string"), described(descriptor, expression));
      source.setFilter(filters);
      return this;
    }

    Reader filter(String expression) {
      return filter(DESCRIPTORS.get(0), expression);
    }

    Reader epoch(long epoch) {
      properties.put(Symbol.valueOf("com.microsoft:epoch"), epoch);
      return this;
    }

    Reader named(String name) {
      properties.put(Symbol.valueOf("com.microsoft:receiver-name"), name);
      return this;
    }

    Reader desires(String capability) {
      desired.add(Symbol.valueOf(capability));
      return this;
    }

    Reader modes(SenderSettleMode sender, ReceiverSettleMode receiver) {
      sending = sender;
      receiving = receiver;
      return this;
    }

    Receiver attach(int credit) {
      Receiver link = peer.session().receiver("reader-" + peer.nextId());
      link.setSource(source);
      link.setSenderSettleMode(sending);
      link.setReceiverSettleMode(receiving);
      link.setProperties(properties);
      link.setDesiredCapabilities(desired.toArray(Symbol[]::new));
      link.open();
      link.flow(credit);
      peer.settle();
      return link;
    }
  }

  private static DescribedType described(Object descriptor, Object value) {
    return new DescribedType() {
      @Override
      public Object getDescriptor() {
        return descriptor;
      }

      @Override
      public Object getDescribed() {
        return value;
      }
    };
  }

  Reader reader() {
    return new Reader(address());
  }

  Arrived next(Receiver link) {
    return real.eventually(peer, () -> Arrived.next(link));
  }

  List<Arrived> next(Receiver link, int count) {
    List<Arrived> all = new ArrayList<>();
    while (all.size() < count) {
      all.add(next(link));
    }
    return all;
  }

  /** The bodies of the next events. */
  List<String> bodies(Receiver link, int count) {
    return next(link, count).stream().map(Arrived::body).toList();
  }

  /** Waits until the hub has ended the link; why. */
  String detached(Receiver link) {
    return real.eventually(peer, () -> Peer.detachedBecause(link));
  }

  /** What the event's annotation holds. */
  static Object annotation(Message message, String name) {
    return Optional.ofNullable(message.getMessageAnnotations().getValue().get(Symbol.valueOf(name)))
        .orElse("none");
  }

  @Override
  public void close() {
    real.close();
  }
}
