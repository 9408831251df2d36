package io.twinhub.local.engine.hub;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes and replaces all that a hub holds, each in one step of its writer (ADR-0036). */
final class Replacing {
  private static final Logger LOG = LoggerFactory.getLogger(Replacing.class);

  private final Registrations registrations;
  private final Writer writer;
  private final IdentityMaker maker;
  private final Surroundings surroundings;

  /**
   * Who must know that everything was replaced.
   *
   * @param connections devices, which are disconnected
   * @param changes listeners, which are told of each difference
   * @param clock when
   */
  record Surroundings(
      LocalConnections connections, Listeners<TwinChange> changes, InstantSource clock) {}

  /** Makes it last; fails as a commit does. */
  @FunctionalInterface
  interface Lasting {

    /**
     * Writes what shall be there.
     *
     * @param before what is visible now
     */
    void write(Rows before) throws IOException;
  }

  Replacing(
      Registrations registrations, Writer writer, IdentityMaker maker, Surroundings surroundings) {
    this.registrations = registrations;
    this.writer = writer;
    this.maker = maker;
    this.surroundings = surroundings;
  }

  /** All that there is between two writes. */
  HubContents contents() {
    HubContents image =
        writer.alone(() -> new HubContents(registrations.rows().copy(), maker.lastGeneration()));
    // Copied rows are nobody else's; the longer part of the work keeps no write waiting.
    return HubContents.of(image.rows(), image.generation(), surroundings.clock().instant());
  }

  /**
   * Replaces all that there is.
   *
   * @throws HubException with {@link RequestError.Unavailable} if it cannot be written; nothing was changed
   */
  void replace(HubContents contents, Lasting lasting) {
    writer.alone(() -> {
      Rows before = registrations.rows();
      write(before, lasting);
      maker.beyond(contents.generation());
      surroundings.connections().endAll(CloseReason.HUB_REPLACED);
      registrations.replace(contents.rows().copy());
      announce(before);
      return contents;
    });
  }

  private static void write(Rows before, Lasting lasting) {
    try {
      lasting.write(before);
    } catch (IOException | RuntimeException failure) {
      LOG.error("the hub's twins could not be replaced", failure);
      throw new HubException(new RequestError.Unavailable(
          "the hub cannot write (%s); nothing was changed".formatted(failure.getMessage())));
    }
  }

  private void announce(Rows before) {
    if (!surroundings.changes().isEmpty()) {
      RowPair.each(
          before,
          registrations.rows(),
          pair ->
              pair.changes(surroundings.clock().instant()).forEach(surroundings.changes()::tell));
    }
  }
}
