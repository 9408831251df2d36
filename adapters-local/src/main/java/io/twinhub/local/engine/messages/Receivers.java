package io.twinhub.local.engine.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The receivers of one queue, who take turns. Used by the writer's thread only. */
final class Receivers<T> {
  private final List<Flow<T>> flows = new ArrayList<>();

  /** Adds one, unless it is here or has gone already. */
  void add(Flow<T> flow) {
    if (!flow.isClosed() && !flows.contains(flow)) {
      flows.add(flow);
    }
  }

  void remove(Flow<T> flow) {
    flows.remove(flow);
  }

  boolean isEmpty() {
    return flows.isEmpty();
  }

  /** One to which a message may come, counted as come; it is the last in turn now. */
  Optional<Flow<T>> next() {
    Optional<Flow<T>> ready = flows.stream().filter(Flow::takeOne).findFirst();
    ready.ifPresent(flow -> {
      flows.remove(flow);
      flows.add(flow);
    });
    return ready;
  }
}
