package io.twinhub.application.hint;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import java.util.Optional;

/**
 * Notices writes without an etag over a version that the writer had not read. Back ends are told apart by
 * their policy or application, so two programs with one policy count as one.
 */
final class Overwrites {
  private final Recent<Key, Seen> seen = new Recent<>();
  private final Recent<Caller, Long> queried = new Recent<>();
  private long moment;

  private record Key(Caller caller, TwinAddress address) {}

  /**
   * What a caller knows of a twin.
   *
   * @param states how many states the tags and desired properties had had
   * @param etag the etag then
   * @param moment when; later than the caller's last query, or it may know more
   */
  private record Seen(long states, String etag, long moment) {}

  /** The caller has read the twin. */
  synchronized void read(Caller caller, Twin twin) {
    seen.put(
        new Key(caller, twin.address()), new Seen(states(twin), twin.etag().value(), ++moment));
  }

  /** The caller may have read any twin. */
  synchronized void queried(Caller caller) {
    queried.put(caller, ++moment);
  }

  /** The caller has written the twin in a way that tells nothing of its states. */
  synchronized void forget(Caller caller, TwinAddress address) {
    seen.remove(new Key(caller, address));
  }

  /** The caller has written the twin, which is {@code after} now. */
  synchronized Optional<Hint> wrote(Caller caller, Twin after, IfMatch ifMatch) {
    Optional<Seen> known = Optional.ofNullable(seen.get(new Key(caller, after.address())))
        .filter(before -> before.moment() > queried.getOrDefault(caller, 0L));
    read(caller, after);
    // A write that takes effect makes one state; the others between are those of other writers.
    long others = known.map(before -> states(after) - before.states() - 1).orElse(0L);
    if (others <= 0 || ifMatch instanceof IfMatch.Exactly) {
      return Optional.empty();
    }
    return Optional.of(new Hint(
        Hint.Kind.OVERWRITE,
        ("'%s' wrote '%s' without an etag, over %s that it had not read: it last saw etag %s. Send the"
                + " etag that was read as If-Match, so that no change of another writer is lost")
            .formatted(
                caller.name(),
                after.address(),
                others == 1 ? "a write" : others + " writes",
                known.orElseThrow().etag())));
  }

  private static long states(Twin twin) {
    return twin.version().value() - twin.reported().version().value();
  }
}
