package io.twinhub.bootstrap.live;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Twin;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What happens in one hub, for any number of listeners. The hub is listened to once, and only while there is a
 * listener: Azure lets only five readers read a partition at a time.
 */
public final class LiveHub implements AutoCloseable {
  private final HappeningSource source;
  private final Function<TwinAddress, Optional<Twin>> twins;
  private final List<Listening> all = new CopyOnWriteArrayList<>();

  /** Guarded by this. */
  private Optional<Subscription> reading = Optional.empty();

  /**
   * Nobody listens yet.
   *
   * @param twins finds the present twin
   */
  public LiveHub(HappeningSource source, Function<TwinAddress, Optional<Twin>> twins) {
    this.source = source;
    this.twins = twins;
  }

  /** The twin that a happening concerns, as it was then or is now. */
  public Optional<Twin> twin(Happening happening) {
    return happening.twin().or(() -> happening.address().flatMap(twins));
  }

  /**
   * Tells {@code taker} of everything from now on; see {@link HappeningSource#listen}.
   *
   * @throws HubException if the hub's events cannot be read
   */
  public synchronized Subscription listen(Consumer<Happening> taker) {
    Listening listening = new Listening(taker);
    all.add(listening);
    try {
      if (reading.isEmpty()) {
        reading = Optional.of(source.listen(this::tell));
      }
    } catch (RuntimeException refusal) {
      all.remove(listening);
      throw refusal;
    }
    return listening;
  }

  private void tell(Happening happening) {
    all.forEach(listening -> listening.taker.accept(happening));
  }

  private synchronized void leave(Listening listening) {
    if (all.remove(listening) && all.isEmpty()) {
      close();
    }
  }

  /** One listener; compared by identity, so that each ends for itself. */
  private final class Listening implements Subscription {
    private final Consumer<Happening> taker;

    Listening(Consumer<Happening> taker) {
      this.taker = taker;
    }

    @Override
    public void close() {
      leave(this);
    }
  }

  @Override
  public synchronized void close() {
    reading.ifPresent(Subscription::close);
    reading = Optional.empty();
  }
}
