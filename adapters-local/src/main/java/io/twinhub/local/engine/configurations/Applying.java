package io.twinhub.local.engine.configurations;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.configuration.Claim;
import io.twinhub.domain.configuration.Settling;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.TwinUpdate;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.writer.Consequences;
import io.twinhub.local.engine.writer.Transaction;
import java.util.List;
import java.util.Optional;

/** Gives twins what the configurations want of them. Used by the writer's thread only. */
final class Applying implements Consequences {
  private final TwinRules rules;
  private final EdgeApplying edge;
  private final boolean atOnce;

  /** The configurations, those of batches that are not committed yet included. */
  private ActiveSet newest = ActiveSet.NONE;

  /**
   * Without configurations yet.
   *
   * @param atOnce whether a twin that is written gets its configurations with that write
   */
  Applying(TwinRules rules, EdgeModules modules, boolean atOnce) {
    this.rules = rules;
    this.edge = new EdgeApplying(modules, this);
    this.atOnce = atOnce;
  }

  ActiveSet newest() {
    return newest;
  }

  /** Replaces the set, unless the batch cannot be committed. */
  void becomes(ActiveSet set, Transaction tx) {
    ActiveSet before = newest;
    newest = set;
    tx.onRollBack(() -> newest = before);
  }

  /** Begins with a set. */
  void begin(ActiveSet set) {
    newest = set;
  }

  @Override
  public void follow(Transaction tx, TwinChange change) {
    if (atOnce && !newest.isEmpty() && concerns(change)) {
      settle(tx, change.address());
    }
  }

  /** Configurations look at ids, tags, properties, and whether a device is an edge device. */
  private static boolean concerns(TwinChange change) {
    if (change instanceof TwinChange.RootChanged root) {
      return root.before().root().edge() != root.after().root().edge();
    }
    return !(change instanceof TwinChange.Deleted);
  }

  /** Gives one twin, and the modules of an edge device, what the configurations want. */
  void settle(Transaction tx, TwinAddress address) {
    Optional<Registration> found = tx.find(address);
    if (found.isEmpty()) {
      return;
    }
    Twin twin = found.get().twin();
    List<Claim> claims = newest.claims(twin);
    if (address.moduleId().isPresent() && newest.hasDeployments()) {
      claims = edge.claims(tx, twin, claims);
    }
    settle(tx, found.get(), claims);
    if (address.moduleId().isEmpty()) {
      edge.settle(tx, twin);
    }
  }

  private void settle(Transaction tx, Registration registration, List<Claim> claims) {
    Twin twin = registration.twin();
    if (claims.isEmpty() && twin.root().standings().isEmpty()) {
      return;
    }
    TwinUpdate update = Settling.settled(twin, claims, new Twin.Stamping(tx.now(), rules));
    if (update.changed()) {
      tx.put(
          registration.with(update.after()),
          new TwinChange.Written(TwinChange.Kind.PATCH, update, tx.now()));
    } else if (!same(twin, update.after())) {
      tx.put(
          registration.with(update.after()),
          new TwinChange.RootChanged(twin, update.after(), tx.now()));
    }
  }

  private static boolean same(Twin before, Twin after) {
    return before.root().standings().equals(after.root().standings());
  }
}
