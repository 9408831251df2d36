package io.twinhub.local.engine.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The receivers of one queue, which take turns. Used by the writer's thread only. */
final class Receivers<T> {
  private final List<Flow<T>> flows = new ArrayList<>();

  /** Adds a receiver, unless it is here already or closed. */
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

  /**
   * The next receiver with an open request, one of which is used up; the receiver moves to the end of the
   * line.
   */
  Optional<Flow<T>> next() {
    Optional<Flow<T>> ready = flows.stream().filter(Flow::takeOne).findFirst();
    ready.ifPresent(flow -> {
      flows.remove(flow);
      flows.add(flow);
    });
    return ready;
  }
}
