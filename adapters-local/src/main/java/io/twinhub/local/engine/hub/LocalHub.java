package io.twinhub.local.engine.hub;

import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.twin.TwinRules;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A hub in this process: identities, twins and connections behind the outbound ports, all of one writer.
 * Starts empty; {@link #close()} ends its connections and forgets everything.
 */
public final class LocalHub implements TwinChanges, AutoCloseable {
  private final Registrations registrations = new Registrations();
  private final Listeners<TwinChange> changes = new Listeners<>();
  private final Writer writer;
  private final LocalTwins twins;
  private final LocalIdentities identities;
  private final LocalConnections connections;

  /**
   * Starts a hub.
   *
   * @param rules what it lets into its twins
   * @param clock what time it is
   */
  public LocalHub(TwinRules rules, InstantSource clock) {
    SecureRandom random = new SecureRandom();
    this.writer = new Writer(registrations, clock, this::announce);
    this.twins = new LocalTwins(registrations, writer, rules);
    this.identities =
        new LocalIdentities(registrations, writer, new IdentityMaker(keys(random), random));
    this.connections = new LocalConnections(registrations, writer, twins, clock);
    writer.start();
  }

  /** Generated keys, as strong as Azure's. */
  public static Supplier<SharedKey> keys(SecureRandom random) {
    return () -> {
      byte[] bytes = new byte[SharedKey.BYTES_GENERATED];
      random.nextBytes(bytes);
      return SharedKey.of(bytes);
    };
  }

  private void announce(TwinChange change) {
    connections.follow(change);
    changes.tell(change);
  }

  /** Its twins. */
  public TwinRegistry twins() {
    return twins;
  }

  /** Its identities. */
  public IdentityRegistry identities() {
    return identities;
  }

  /** Ways to be one of its devices. */
  public DeviceConnections connections() {
    return connections;
  }

  @Override
  public Subscription subscribe(Consumer<TwinChange> listener) {
    return changes.add(listener);
  }

  @Override
  public void close() {
    connections.endAll();
    writer.close();
  }
}
