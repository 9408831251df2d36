package io.twinhub.local.engine.routes;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.query.EventCondition;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Chooses events of the log by a condition, as routes do before an event reaches the log. */
public final class EventFilter implements Predicate<HubEvent> {
  private final EventCondition condition;
  private final Function<TwinAddress, Optional<Twin>> twins;

  private EventFilter(EventCondition condition, Function<TwinAddress, Optional<Twin>> twins) {
    this.condition = condition;
    this.twins = twins;
  }

  /**
   * Compiles a condition.
   *
   * @param twins finds the twin that an event belongs to
   * @throws HubException with {@link QueryError.Invalid} and all problems if {@code text} is not a condition
   */
  public static EventFilter of(String text, Function<TwinAddress, Optional<Twin>> twins) {
    return new EventFilter(EventCondition.of(text), twins);
  }

  @Override
  public boolean test(HubEvent event) {
    TwinAddress address = event.origin().address();
    return condition.holds(
        new EventRow(event.origin(), event.message(), () -> twins.apply(address)));
  }
}
