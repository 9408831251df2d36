package io.twinhub.local.engine.snapshot;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.engine.query.check.Nearest;
import java.util.List;
import java.util.regex.Pattern;

/** Refusals that concern snapshots. */
public sealed interface SnapshotError extends HubError {
  /** Names are names of files on every system, and nothing else: no folder, no dot in front. */
  Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Refuses what is no name. */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new HubException(new BadName(name));
    }
  }

  /** The name is none. */
  record BadName(String name) implements SnapshotError {
    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_INVALID;
    }

    @Override
    public String message() {
      return "'%s' is not a snapshot name: a name begins with a letter or a digit and has up to 64"
              .formatted(name)
          + " letters, digits, '.', '_' and '-'";
    }
  }

  /** There is one of this name. */
  record Exists(String name) implements SnapshotError {
    @Override
    public ErrorCode code() {
      return ErrorCode.DEVICE_ALREADY_EXISTS;
    }

    @Override
    public String message() {
      return "snapshot '%s' already exists; delete it, or choose another name".formatted(name);
    }
  }

  /**
   * There is none of this name.
   *
   * @param known the names of those there are
   */
  record Unknown(String name, List<String> known) implements SnapshotError {
    /** Copies the list. */
    public Unknown {
      known = List.copyOf(known);
    }

    @Override
    public ErrorCode code() {
      return ErrorCode.NOT_FOUND;
    }

    @Override
    public String message() {
      String hint = known.isEmpty()
          ? "; no snapshot exists yet, 'twinhub snapshot create' makes one"
          : Nearest.to(name, known)
              .map("; did you mean '%s'?"::formatted)
              .orElse("; 'twinhub snapshot list' lists them");
      return "there is no snapshot '%s'%s".formatted(name, hint);
    }
  }

  /** The hub keeps as many as it may. */
  record TooMany(int max) implements SnapshotError {
    @Override
    public ErrorCode code() {
      return ErrorCode.INVALID_OPERATION;
    }

    @Override
    public String message() {
      return "a hub keeps at most %d snapshots; delete one first".formatted(max);
    }
  }

  /** The snapshot cannot be read; {@code message} says why. */
  record Unreadable(String message) implements SnapshotError {
    @Override
    public ErrorCode code() {
      return ErrorCode.INVALID_OPERATION;
    }
  }
}
