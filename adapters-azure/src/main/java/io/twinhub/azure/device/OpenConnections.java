package io.twinhub.azure.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.identity.TwinAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * The connections that this process holds, one per identity: a newer one ends the older. The reason of a
 * loss is looked up on a thread that may block.
 */
public final class OpenConnections implements AutoCloseable {
  private final DeviceCredentials credentials;
  private final Map<TwinAddress, HubConnection> current = new ConcurrentHashMap<>();
  private final Map<TwinAddress, Integer> opening = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "hub-connections");
    thread.setDaemon(true);
    return thread;
  });

  /** Creates an empty set of connections. */
  public OpenConnections(DeviceCredentials credentials) {
    this.credentials = credentials;
  }

  /**
   * Opens {@code connection} and ends an older one of the same identity.
   *
   * @throws io.twinhub.domain.error.HubException if the hub refuses or is not reached
   */
  public void open(HubConnection connection) {
    TwinAddress address = connection.address();
    opening.merge(address, 1, Integer::sum);
    try {
      connection.open();
      Optional.ofNullable(current.put(address, connection))
          .ifPresent(older -> older.end(CloseReason.TAKEN_OVER));
    } finally {
      opening.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  void lost(HubConnection connection) {
    later(() -> connection.end(
        opening.containsKey(connection.address())
            ? CloseReason.TAKEN_OVER
            : credentials.reasonOfLoss(connection.address())));
  }

  void closed(HubConnection connection) {
    current.remove(connection.address(), connection);
  }

  /** Runs work that may block on a separate thread; after {@link #close()}, on the caller's thread. */
  void later(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException stopped) {
      work.run();
    }
  }

  @Override
  public void close() {
    List.copyOf(current.values()).forEach(HubConnection::close);
    threads.shutdown();
  }
}
