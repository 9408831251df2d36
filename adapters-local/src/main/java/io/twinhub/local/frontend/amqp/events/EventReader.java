package io.twinhub.local.frontend.amqp.events;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.amqp.link.Settleable;
import io.twinhub.local.frontend.amqp.message.Turns;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A link on which a client reads the events of a partition. The log is asked for a few events at a time, and
 * for no more than the client's credit, so that a client that does not read costs little memory. Settling has
 * no effect: a link is a cursor. Methods run on the event loop unless they say otherwise.
 */
final class EventReader implements LinkUser {
  /** How many events may wait for a reader to take them; a hub setting. */
  static final int WAITING_MAX = 256;

  /** How many bytes of events may wait, if the next ones are as large as the last; a hub setting. */
  static final int WAITING_BYTES_MAX = 512 * 1024;

  /** How many events are asked for before the size of one is known. */
  static final int WAITING_FIRST = 4;

  /** How many events a client may leave unsettled; the hub forgets the older ones. A hub setting. */
  static final int UNSETTLED_MAX = 2_048;

  private final AmqpLink link;
  private final Turns turns;
  private final Supplier<Optional<PartitionState>> metrics;
  private final Queue<HubEvent> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean taking = new AtomicBoolean();
  private final Queue<HubEvent> waiting = new ArrayDeque<>();
  private Optional<MessageFlow> flow = Optional.empty();
  private Optional<Runnable> drain = Optional.empty();
  private int requested;

  /** Whether more was requested since the log was last asked to report when all has arrived. */
  private boolean asked;

  private int window = WAITING_FIRST;
  private int largest;
  private long lastTag;
  private boolean ended;

  /** @param metrics the state of the partition, if the client wants it with each event */
  EventReader(AmqpLink link, Turns turns, Supplier<Optional<PartitionState>> metrics) {
    this.link = link;
    this.turns = turns;
    this.metrics = metrics;
  }

  /** Takes an event from the log. Safe to call from any thread. */
  void arrived(HubEvent event) {
    arrived.add(event);
    if (taking.compareAndSet(false, true)) {
      turns.onLoop(this::take);
    }
  }

  private void take() {
    taking.set(false);
    for (HubEvent event = arrived.poll(); event != null; event = arrived.poll()) {
      requested = Math.max(0, requested - 1);
      waiting.add(event);
      fit((int) event.message().size());
    }
    credited();
  }

  /** Successive events are of similar size, so the largest recent one determines how many fit. */
  private void fit(int size) {
    largest = Math.max(size, largest - largest / WAITING_MAX - 1);
    window = Math.min(Math.max(WAITING_BYTES_MAX / Math.max(largest, 1), 1), WAITING_MAX);
  }

  /** Begins to read from {@code from}, once the link is attached. */
  void begin(MessageFlow from) {
    flow = Optional.of(from);
    credited();
    drain.ifPresent(this::drain);
  }

  /** The client's settle modes are echoed, because Go insists on that. */
  @Override
  public boolean isSettledByClient() {
    return true;
  }

  @Override
  public void credited() {
    while (!ended && !waiting.isEmpty() && link.isReady()) {
      send(waiting.remove());
    }
    flow.ifPresent(this::request);
  }

  private void request(MessageFlow from) {
    int held = waiting.size() + requested;
    int more = Math.min(link.credit(), window) - held;
    if (more > 0 && !ended) {
      requested += more;
      asked = true;
      from.request(more);
    }
  }

  private void send(HubEvent event) {
    byte[] encoded = EventMessage.encode(event, metrics.get(), Instant.now());
    if (link.wantsSettled()) {
      link.send(encoded);
    } else {
      byte[] tag = ByteBuffer.allocate(Long.BYTES).putLong(++lastTag).array();
      link.send(encoded, tag, Settleable::accept);
      link.forgetAllBut(UNSETTLED_MAX);
    }
  }

  /** Sends the events that are available, as far as the client's credit allows. */
  @Override
  public void drain(Runnable done) {
    credited();
    drain = Optional.of(done);
    asked = false;
    flow.ifPresent(from -> from.afterwards(() -> turns.onLoop(() -> drained(done))));
  }

  private void drained(Runnable done) {
    take();
    if (ended) {
      return;
    }
    if (asked) {
      drain(done); // there was room for more, and more may be available
    } else if (waiting.isEmpty()) {
      drain = Optional.empty();
      done.run();
    }
  }

  @Override
  public void detached() {
    ended = true;
    waiting.clear();
    arrived.clear();
    flow.ifPresent(MessageFlow::close);
  }
}
