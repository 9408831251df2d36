package io.twinhub.application.port.out;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.change.TwinChange;
import java.util.function.Consumer;

/** The changes of a hub's twins, as they happen. */
public interface TwinChanges {

  /**
   * Tells {@code listener} of each change from now on; those of one twin in their order.
   *
   * @param listener called on a thread of the hub, one call at a time; must return at once
   */
  Subscription subscribe(Consumer<TwinChange> listener);
}
