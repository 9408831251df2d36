package io.twinhub.application.port.out;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.error.HubException;
import java.util.function.Consumer;

/** The changes of a hub's twins, as they happen. */
public interface TwinChanges {

  /**
   * Tells {@code listener} of each change from now on; the changes of one twin arrive in order. An Azure hub,
   * and a local hub over the network, tell only the changes that their message routes send to the event
   * endpoint.
   *
   * @param listener called on a thread of the hub or of a writer, one call at a time; must return at once
   * @throws HubException if the hub's events cannot be read
   */
  Subscription subscribe(Consumer<TwinEvent> listener);
}
