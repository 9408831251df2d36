package io.twinhub.bootstrap.live;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.Twin;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that happened in a hub. It is made on a thread of the hub, so its document is made later, by whoever
 * shows it.
 *
 * @param kind what it is
 * @param address whom it concerns, if it concerns one device or module
 * @param twin the twin at that moment, if it is known
 * @param document what a page shows
 * @param bytes how much memory the document takes besides the twin, roughly
 */
public record Happening(
    Kind kind,
    Optional<TwinAddress> address,
    Optional<Twin> twin,
    Supplier<JsonObject> document,
    int bytes) {

  /** What happens. */
  public enum Kind {
    /** A twin or an identity changed. */
    CHANGE,
    /** An event arrived in the log: telemetry, or a report of the hub. */
    MESSAGE,
    /** An operation was done or refused: an entry of the journal. */
    OPERATION,
    /** A device or module connected or disconnected. */
    CONNECTION;

    /** The name of the server-sent event. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Something that concerns one device or module. */
  static Happening of(Kind kind, TwinAddress address, Supplier<JsonObject> document) {
    return new Happening(kind, Optional.of(address), Optional.empty(), document, 0);
  }

  /** The same with the twin at that moment. */
  Happening with(Twin then) {
    return new Happening(kind, address, Optional.of(then), document, bytes);
  }

  /** The same with the size of what its document is made of. */
  Happening ofSize(int size) {
    return new Happening(kind, address, twin, document, size);
  }
}
