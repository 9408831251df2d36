package io.twinhub.local.engine.hub;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.messages.LocalMessages;
import io.twinhub.local.engine.routes.Outbox;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.rows.Rows;
import io.twinhub.local.engine.snapshot.HubContents;
import io.twinhub.local.engine.snapshot.ReplaceableHub;
import io.twinhub.local.engine.writer.Writer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and replaces what a hub holds, in one step of its writer (ADR-0036). */
final class Replacing implements ReplaceableHub {
  private static final Logger LOG = LoggerFactory.getLogger(Replacing.class);

  private final Registrations registrations;
  private final Writer writer;
  private final IdentityMaker maker;
  private final Affected affected;

  /**
   * The parts of a hub that must know when its contents are replaced.
   *
   * @param connections the devices, which are disconnected
   * @param messages the messages, which are discarded
   * @param outbox the events of changes, which must be in the log before their rows go
   * @param changes the listeners, which are told of each difference
   * @param clock tells when that happens
   * @param around does a replacement, and what is due afterwards
   */
  record Affected(
      LocalConnections connections,
      LocalMessages messages,
      Outbox outbox,
      Listeners<TwinChange> changes,
      InstantSource clock,
      Consumer<Runnable> around) {}

  Replacing(Registrations registrations, Writer writer, IdentityMaker maker, Affected affected) {
    this.registrations = registrations;
    this.writer = writer;
    this.maker = maker;
    this.affected = affected;
  }

  @Override
  public HubContents contents() {
    HubContents image =
        writer.alone(() -> new HubContents(registrations.rows().copy(), maker.lastGeneration()));
    // The copied rows belong to nobody else, so the longer part of the work delays no write.
    return HubContents.of(image.rows(), image.generation(), affected.clock().instant());
  }

  @Override
  public void replace(HubContents contents, Storing storing) {
    affected.around().accept(() -> replaceAlone(contents, storing));
  }

  private void replaceAlone(HubContents contents, Storing storing) {
    writer.alone(() -> {
      Rows before = registrations.rows();
      affected.outbox().settle();
      store(before, storing);
      maker.beyond(contents.generation());
      affected.connections().endAll(CloseReason.HUB_REPLACED);
      affected.messages().clear();
      registrations.replace(contents.rows().copy());
      announce(before);
      return contents;
    });
  }

  private static void store(Rows before, Storing storing) {
    try {
      storing.store(before);
    } catch (IOException | RuntimeException failure) {
      LOG.error("the hub's twins could not be replaced", failure);
      throw new HubException(RequestError.unavailable(
          "the hub cannot write (%s); nothing was changed".formatted(failure.getMessage())));
    }
  }

  private void announce(Rows before) {
    if (!affected.changes().isEmpty()) {
      RowPair.each(
          before,
          registrations.rows(),
          pair -> pair.changes(affected.clock().instant()).forEach(affected.changes()::tell));
    }
  }
}
