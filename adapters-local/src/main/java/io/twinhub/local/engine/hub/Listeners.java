package io.twinhub.local.engine.hub;

import io.twinhub.application.port.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listeners, in the order in which they were added. */
final class Listeners<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Listening> all = new CopyOnWriteArrayList<>();

  /** Adds a listener; one that is added twice is told twice. */
  Subscription add(Consumer<T> listener) {
    Listening listening = new Listening(listener);
    all.add(listening);
    return listening;
  }

  /** Tells all listeners; if one fails, the others are still told. */
  void tell(T news) {
    for (Listening listening : all) {
      try {
        listening.listener.accept(news);
      } catch (RuntimeException e) {
        LOG.error("a listener failed", e);
      }
    }
  }

  /** Whether there are no listeners. */
  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Removes all listeners. */
  void clear() {
    all.clear();
  }

  /** One listener; compared by identity, so that each subscription ends for itself. */
  private final class Listening implements Subscription {
    private final Consumer<T> listener;

    Listening(Consumer<T> listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }
}
