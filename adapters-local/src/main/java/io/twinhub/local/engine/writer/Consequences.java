package io.twinhub.local.engine.writer;

import io.twinhub.domain.change.TwinChange;

/** What a change entails: more changes, which belong to the same batch. Used by the writer's thread only. */
@FunctionalInterface
public interface Consequences {
  /** Nothing follows. */
  Consequences NONE = (transaction, change) -> {};

  /** Makes the changes that follow from {@code change}; not called for those. */
  void follow(Transaction transaction, TwinChange change);
}
