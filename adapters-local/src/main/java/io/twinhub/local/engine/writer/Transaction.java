package io.twinhub.local.engine.writer;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.journal.FleetRow;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MessageRow;
import io.twinhub.local.engine.rows.PackedRegistration;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.RegistrationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of a batch of proposals. A proposal sees the changes of those before it, including those of
 * the previous batch, although the outcome of its commit is not known yet. Nobody else sees them until the
 * batch is committed. Used by the writer's thread only.
 */
public final class Transaction implements RegistrationView {
  private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

  private final RecentRegistrations visible;

  /** The previous batch until it is visible, then the visible registrations. */
  private RegistrationView before;

  private final Instant now;
  private final ChangeEvents events;
  private final Map<TwinAddress, Pending> pending = new LinkedHashMap<>();
  private final List<Pending> unwritten = new ArrayList<>();
  private final List<TwinChange> changes = new ArrayList<>();
  private final List<Runnable> undoing = new ArrayList<>();
  private final List<Runnable> telling = new ArrayList<>();
  private final List<Consumer<Journal>> besideTwins = new ArrayList<>();
  private boolean durable;

  /** How many of the changes have the events that tell of them. */
  private int told;

  /** How many of the changes have been followed by what they entail. */
  private int followed;

  private int added;

  /** The change at one address. */
  private static final class Pending {
    private final TwinAddress address;
    private Optional<Registration> registration = Optional.empty();
    private Optional<PackedRegistration> packed = Optional.empty();
    private boolean unwritten;

    Pending(TwinAddress address) {
      this.address = address;
    }
  }

  Transaction(
      RecentRegistrations visible, RegistrationView before, Instant now, ChangeEvents events) {
    this.visible = visible;
    this.before = before;
    this.now = now;
    this.events = events;
  }

  /** The time of the batch. */
  public Instant now() {
    return now;
  }

  /** Notes that the previous batch is visible. */
  void isNext() {
    before = visible;
  }

  @Override
  public Optional<Registration> find(TwinAddress address) {
    Pending written = pending.get(address);
    return written == null ? before.find(address) : written.registration;
  }

  @Override
  public boolean has(TwinAddress address) {
    Pending written = pending.get(address);
    return written == null ? before.has(address) : written.registration.isPresent();
  }

  /**
   * The registration at {@code address}.
   *
   * @throws HubException if nothing is registered there; for a module it says whether its device is
   *     registered
   */
  public Registration require(TwinAddress address) {
    return find(address).orElseThrow(() -> {
      TwinAddress device = TwinAddress.of(address.deviceId());
      boolean deviceMissing = find(device).isEmpty();
      return new HubException((deviceMissing ? device : address).notFound());
    });
  }

  /** The modules of a device, with the changes of this batch. */
  @Override
  public List<Registration> modules(DeviceId deviceId) {
    Stream<Registration> untouched =
        before.modules(deviceId).stream().filter(module -> !pending.containsKey(module.address()));
    Stream<Registration> touched = pending.values().stream()
        .flatMap(change -> change.registration.stream())
        .filter(entry -> entry.address().deviceId().equals(deviceId))
        .filter(entry -> entry.address().moduleId().isPresent());
    return Stream.concat(untouched, touched).toList();
  }

  /** How many registrations there are, with the changes of this batch. */
  @Override
  public int count() {
    return before.count() + added;
  }

  /** Adds a new registration. */
  public void add(Registration registration, TwinChange change) {
    added++;
    put(registration, change);
  }

  /** Puts the next state of a registration. */
  public void put(Registration registration, TwinChange change) {
    keep(becomes(registration.address(), Optional.of(registration), change));
  }

  /**
   * Puts a state that need not survive a restart, such as a new connection. It needs no commit, and reaches
   * the journal with the next change that does.
   */
  public void putUnkept(Registration registration, TwinChange change) {
    becomes(registration.address(), Optional.of(registration), change);
  }

  /**
   * Puts a state whose difference is visible only inside this hub: no change is announced, and no commit is
   * needed.
   */
  public void putUntold(Registration registration) {
    pendingAt(registration.address(), Optional.of(registration));
  }

  /** Keeps a message, replacing the one with its number. */
  public void keep(MessageRow message) {
    besideTwins.add(journal -> journal.putMessage(message));
  }

  /** Drops a message. */
  public void drop(long sequence) {
    besideTwins.add(journal -> journal.removeMessage(sequence));
  }

  /** Keeps what is about many devices, replacing the row of its kind and id. */
  public void keep(FleetRow row) {
    besideTwins.add(journal -> journal.putFleet(row));
  }

  /** Drops what is about many devices. */
  public void drop(String kind, String id) {
    besideTwins.add(journal -> journal.removeFleet(kind, id));
  }

  /** Adds work to do when the whole batch is visible; done in order, before anybody is answered. */
  public void onPublished(Runnable work) {
    telling.add(work);
  }

  /** The work to do once the batch is visible. */
  List<Runnable> telling() {
    return telling;
  }

  /** Removes a registration. */
  public void remove(TwinAddress address, TwinChange change) {
    added--;
    keep(becomes(address, Optional.empty(), change));
  }

  private Pending becomes(TwinAddress address, Optional<Registration> after, TwinChange change) {
    changes.add(change);
    return pendingAt(address, after);
  }

  private Pending pendingAt(TwinAddress address, Optional<Registration> after) {
    Pending next = pending.computeIfAbsent(address, Pending::new);
    next.registration = after;
    next.packed = Optional.empty();
    return next;
  }

  private void keep(Pending change) {
    if (!change.unwritten) {
      change.unwritten = true;
      unwritten.add(change);
    }
  }

  /**
   * Makes the changes that follow from those since the last call. A write stands, even if what follows from it
   * fails by an error of the hub.
   */
  void follow(Consequences consequences) {
    try {
      for (TwinChange change : List.copyOf(changes.subList(followed, changes.size()))) {
        consequences.follow(this, change);
      }
    } catch (RuntimeException mistake) {
      LOG.error("what follows from a write failed because of an error of the hub", mistake);
    }
    followed = changes.size();
  }

  /** Adds work that takes back what a proposal did outside this transaction, should the commit fail. */
  public void onRollBack(Runnable undo) {
    undoing.add(undo);
  }

  /** The changes of the batch, in order; the journal commits them before anybody sees them. */
  List<TwinChange> changes() {
    return changes;
  }

  /** Gives the journal what it must keep of the changes since the last call. */
  void write(Journal journal) {
    if (unwritten.isEmpty() && besideTwins.isEmpty() && told == changes.size()) {
      return;
    }
    for (Pending change : unwritten) {
      change.unwritten = false;
      change.registration.ifPresentOrElse(
          entry -> journal.put(packed(change, entry).kept()), () -> journal.remove(change.address));
    }
    for (TwinChange change : changes.subList(told, changes.size())) {
      events.of(change).ifPresent(this::tell);
    }
    told = changes.size();
    besideTwins.forEach(message -> message.accept(journal));
    boolean writes = !unwritten.isEmpty() || !besideTwins.isEmpty();
    if (writes) {
      events.forget(journal);
    }
    durable |= writes;
    unwritten.clear();
    besideTwins.clear();
  }

  private void tell(ChangeEvents.Event event) {
    event.rows().forEach(this::keep);
    telling.add(event.committed());
  }

  /** Whether the journal was given anything. */
  boolean isDurable() {
    return durable;
  }

  /** Forgets the batch, undoing the latest work first. */
  void rollBack() {
    for (int i = undoing.size() - 1; i >= 0; i--) {
      undoing.get(i).run();
    }
  }

  /** Makes the batch visible. */
  void publish() {
    pending
        .values()
        .forEach(change -> change.registration.ifPresentOrElse(
            entry -> visible.put(packed(change, entry)), () -> visible.remove(change.address)));
  }

  private PackedRegistration packed(Pending change, Registration entry) {
    PackedRegistration ready =
        change.packed.isPresent() ? change.packed.get() : visible.packed(entry);
    change.packed = Optional.of(ready);
    return ready;
  }
}
