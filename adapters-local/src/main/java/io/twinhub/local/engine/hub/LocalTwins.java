package io.twinhub.local.engine.hub;

import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.TwinUpdate;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.writer.Proposal;
import io.twinhub.local.engine.writer.Transaction;
import io.twinhub.local.engine.writer.Writer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The twins of the local hub: the domain's merge, applied by the writer. */
final class LocalTwins implements TwinRegistry {
  private final Registrations registrations;
  private final Writer writer;
  private final TwinRules rules;

  LocalTwins(Registrations registrations, Writer writer, TwinRules rules) {
    this.registrations = registrations;
    this.writer = writer;
    this.rules = rules;
  }

  @Override
  public Optional<Twin> find(TwinAddress address) {
    return registrations.find(address).map(Registration::twin);
  }

  @Override
  public Twin patch(TwinAddress address, TwinPatch patch, IfMatch ifMatch) {
    return writer.apply(tx -> {
      Registration registration = tx.require(address);
      TwinUpdate update = registration.twin().patched(patch, ifMatch, tx.now(), rules);
      return written(tx, registration, TwinChange.Kind.PATCH, update);
    });
  }

  @Override
  public Twin replace(TwinAddress address, TwinReplacement replacement, IfMatch ifMatch) {
    return writer.apply(tx -> {
      Registration registration = tx.require(address);
      TwinUpdate update = registration.twin().replaced(replacement, ifMatch, tx.now(), rules);
      return written(tx, registration, TwinChange.Kind.REPLACE, update);
    });
  }

  /**
   * Merges a device's report and returns the twin after it.
   *
   * @param mayStill throws if the device may no longer report when the write is carried out
   */
  Twin report(TwinAddress address, ReportedPatch report, Runnable mayStill) {
    return writer.apply(reporting(address, report, mayStill));
  }

  /** Begins to merge a device's report, as {@link #report} does; reports are merged in the order of the calls. */
  CompletableFuture<Twin> reportLater(
      TwinAddress address, ReportedPatch report, Runnable mayStill) {
    return writer.applyLater(reporting(address, report, mayStill));
  }

  private Proposal<Twin> reporting(TwinAddress address, ReportedPatch report, Runnable mayStill) {
    return tx -> {
      mayStill.run();
      Registration registration = tx.require(address);
      TwinUpdate update = registration.twin().reported(report, tx.now(), rules);
      return written(tx, registration, TwinChange.Kind.REPORT, update);
    };
  }

  private static Twin written(
      Transaction tx, Registration registration, TwinChange.Kind kind, TwinUpdate update) {
    if (update.changed()) {
      tx.put(registration.with(update.after()), new TwinChange.Written(kind, update, tx.now()));
    }
    return update.after();
  }
}
