package io.twinhub.local.engine.snapshot;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.query.check.Nearest;
import java.util.List;
import java.util.regex.Pattern;

/** Refusals that concern snapshots. */
public final class SnapshotError {
  private SnapshotError() {}

  /** A name must be a valid file name on every system: no folder, no leading dot. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Refuses a text that is not a valid name. */
  public static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new HubException(badName(name));
    }
  }

  /** The name is not valid. */
  public static HubError badName(String name) {
    return RequestError.invalid(
        "'%s' is not a snapshot name: a name begins with a letter or a digit and has up to 64"
                .formatted(name)
            + " letters, digits, '.', '_' and '-'");
  }

  /** A snapshot with this name exists. */
  public static HubError exists(String name) {
    return HubError.of(
        ErrorCode.DEVICE_ALREADY_EXISTS,
        "snapshot '%s' already exists; delete it, or choose another name".formatted(name));
  }

  /**
   * No snapshot has this name.
   *
   * @param known the names of the existing snapshots
   */
  public static HubError unknown(String name, List<String> known) {
    String hint = known.isEmpty()
        ? "; no snapshot exists yet, 'twinhub snapshot create' makes one"
        : Nearest.to(name, known)
            .map("; did you mean '%s'?"::formatted)
            .orElse("; 'twinhub snapshot list' lists them");
    return HubError.of(ErrorCode.NOT_FOUND, "there is no snapshot '%s'%s".formatted(name, hint));
  }

  /** The hub already has the maximum number of snapshots. */
  public static HubError tooMany(int max) {
    return HubError.of(
        ErrorCode.INVALID_OPERATION,
        "a hub keeps at most %d snapshots; delete one first".formatted(max));
  }

  /** The snapshot cannot be read; {@code message} says why. */
  public static HubError unreadable(String message) {
    return HubError.of(ErrorCode.INVALID_OPERATION, message);
  }
}
