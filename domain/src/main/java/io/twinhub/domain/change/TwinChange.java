package io.twinhub.domain.change;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinUpdate;
import java.time.Instant;

/** Something that happened to a twin. The changes of one twin are ordered. */
public sealed interface TwinChange {

  /** The address of the twin. */
  TwinAddress address();

  /** The time of the change. */
  Instant at();

  /** An identity was registered, and its twin with it. */
  record Created(Twin twin, Instant at) implements TwinChange {
    @Override
    public TwinAddress address() {
      return twin.address();
    }
  }

  /** An identity was deleted, and its twin with it. */
  record Deleted(Twin twin, Instant at) implements TwinChange {
    @Override
    public TwinAddress address() {
      return twin.address();
    }
  }

  /**
   * Tags or properties were written.
   *
   * @param kind the operation that wrote
   * @param update the twin before and after, and the difference
   */
  record Written(Kind kind, TwinUpdate update, Instant at) implements TwinChange {
    @Override
    public TwinAddress address() {
      return update.after().address();
    }
  }

  /** The identity or the connection changed; tags and properties did not. */
  record RootChanged(Twin before, Twin after, Instant at) implements TwinChange {
    @Override
    public TwinAddress address() {
      return after.address();
    }
  }

  /** The operation that wrote. */
  enum Kind {
    /** A service patch. */
    PATCH,
    /** A service replacement. */
    REPLACE,
    /** A device's report. */
    REPORT
  }
}
