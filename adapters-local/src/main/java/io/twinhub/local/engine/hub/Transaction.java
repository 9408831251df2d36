package io.twinhub.local.engine.hub;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a batch of proposals wants to change: proposals see the changes of those before them, those of the
 * batch before theirs included, though its commit is not known yet. Nobody else does until the batch is
 * committed. Used by the writer's thread only.
 */
final class Transaction implements Registered {
  private final Latest visible;

  /** The batch before this one until that is visible, then all that is. */
  private Registered before;

  private final Instant now;
  private final Map<TwinAddress, Optional<Registration>> pending = new LinkedHashMap<>();
  private final Set<TwinAddress> unwritten = new LinkedHashSet<>();
  private final Map<TwinAddress, PackedRegistration> packed = new HashMap<>();
  private final List<TwinChange> changes = new ArrayList<>();
  private final List<Runnable> undoing = new ArrayList<>();
  private boolean durable;
  private int added;

  Transaction(Latest visible, Registered before, Instant now) {
    this.visible = visible;
    this.before = before;
    this.now = now;
  }

  /** The time of the batch. */
  Instant now() {
    return now;
  }

  /** The batch before this one is visible. */
  void isNext() {
    before = visible;
  }

  @Override
  public Optional<Registration> find(TwinAddress address) {
    Optional<Registration> written = pending.get(address);
    return written == null ? before.find(address) : written;
  }

  @Override
  public boolean has(TwinAddress address) {
    Optional<Registration> written = pending.get(address);
    return written == null ? before.has(address) : written.isPresent();
  }

  /**
   * The registration at {@code address}.
   *
   * @throws HubException if nothing is registered there; for a module it says whether the device is
   */
  Registration require(TwinAddress address) {
    return find(address).orElseThrow(() -> {
      TwinAddress device = TwinAddress.of(address.deviceId());
      boolean deviceMissing = find(device).isEmpty();
      return new HubException((deviceMissing ? device : address).notFound());
    });
  }

  /** The modules of a device, with what this batch did to them. */
  @Override
  public List<Registration> modules(DeviceId deviceId) {
    Stream<Registration> untouched =
        before.modules(deviceId).stream().filter(module -> !pending.containsKey(module.address()));
    Stream<Registration> touched = pending.values().stream()
        .flatMap(Optional::stream)
        .filter(entry -> entry.address().deviceId().equals(deviceId))
        .filter(entry -> entry.address().moduleId().isPresent());
    return Stream.concat(untouched, touched).toList();
  }

  /** How many registrations there are, with those of this batch. */
  @Override
  public int count() {
    return before.count() + added;
  }

  void put(Registration registration, TwinChange change) {
    unwritten.add(registration.address());
    putUnkept(registration, change);
  }

  /**
   * Puts what need not survive a restart: who is connected. It costs no commit, and reaches the journal
   * with the next change that does.
   */
  void putUnkept(Registration registration, TwinChange change) {
    added += has(registration.address()) ? 0 : 1;
    packed.remove(registration.address());
    pending.put(registration.address(), Optional.of(registration));
    changes.add(change);
  }

  void remove(TwinAddress address, TwinChange change) {
    added -= has(address) ? 1 : 0;
    packed.remove(address);
    unwritten.add(address);
    pending.put(address, Optional.empty());
    changes.add(change);
  }

  /** Notes how to take back what a proposal did outside this transaction, should the commit fail. */
  void onRollBack(Runnable undo) {
    undoing.add(undo);
  }

  /** What the batch did, in order; the journal commits it before anybody sees it. */
  List<TwinChange> changes() {
    return changes;
  }

  /** Gives the journal what it must keep of what was done since the last call. */
  void write(Journal journal) {
    for (TwinAddress address : unwritten) {
      pending
          .getOrDefault(address, Optional.empty())
          .ifPresentOrElse(
              entry -> {
                PackedRegistration ready = visible.packed(entry);
                packed.put(address, ready);
                journal.put(ready.kept());
              },
              () -> journal.remove(address));
    }
    durable |= !unwritten.isEmpty();
    unwritten.clear();
  }

  /** Whether the journal was given anything. */
  boolean isDurable() {
    return durable;
  }

  /** Forgets the batch; the latest deed is undone first. */
  void rollBack() {
    for (int i = undoing.size() - 1; i >= 0; i--) {
      undoing.get(i).run();
    }
  }

  /** Makes the batch visible. */
  void publish() {
    pending.forEach((address, registration) -> registration.ifPresentOrElse(
        entry -> visible.put(packed(address, entry)), () -> visible.remove(address)));
  }

  private PackedRegistration packed(TwinAddress address, Registration registration) {
    PackedRegistration ready = packed.get(address);
    return ready == null ? visible.packed(registration) : ready;
  }
}
