package io.twinhub.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import io.twinhub.application.hint.Hints;
import io.twinhub.application.inprocess.InProcessPorts;
import io.twinhub.application.port.InBandFaults;
import io.twinhub.application.port.in.TwinQueryExplanations;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.DeviceTelemetry;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.application.query.QueryExplanationService;
import io.twinhub.bootstrap.config.EventsConfig;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.events.EventStore;
import io.twinhub.local.engine.events.Retention;
import io.twinhub.local.engine.fault.LocalInBandFaults;
import io.twinhub.local.engine.hub.HubStorage;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.SqliteEvents;
import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.engine.journal.TransientJournal;
import io.twinhub.local.engine.routes.RouteFile;
import io.twinhub.local.engine.routes.RouteTable;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Binds the outbound ports to the hub in this process. */
@Module
final class EngineModule {
  private EngineModule() {}

  @Provides
  @Singleton
  static LocalHub hub(HubConfig config, HubSources sources) {
    LocalHub hub = new LocalHub(config.rules(), sources, storage(config), config.queryLag());
    config.disturbance().tier().ifPresent(hub.throttles()::keepTo);
    config.disturbance().jobRate().ifPresent(hub.jobs()::limit);
    config.transferFolder().ifPresent(hub.transfers()::openFolder);
    return hub;
  }

  @Provides
  static InstantSource clock(HubSources sources) {
    return sources.clock();
  }

  private static HubStorage storage(HubConfig config) {
    EventsConfig events = config.events();
    Journal journal =
        config.twinsFile().<Journal>map(SqliteJournal::open).orElseGet(TransientJournal::new);
    try {
      Optional<EventStore> store =
          config.eventsFile().map(file -> SqliteEvents.open(file, events.partitions()));
      Retention usual = store.isPresent() ? Retention.ON_DISK : Retention.IN_MEMORY;
      return new HubStorage(
          journal,
          store,
          events.partitions(),
          events.retention().orElse(usual),
          routes(config),
          config.disturbance().configurationsEvery());
    } catch (RuntimeException failure) {
      journal.close();
      throw failure;
    }
  }

  private static RouteTable routes(HubConfig config) {
    return config
        .data()
        .map(folder -> RouteFile.open(folder.resolve(RouteFile.FILE_NAME), config.hubName()))
        .orElseGet(() -> RouteTable.initial(config.hubName()));
  }

  @Provides
  static Supplier<SharedKey> keys(HubSources sources) {
    RandomGenerator random = sources.random();
    return () -> SharedKey.generated(random);
  }

  @Provides
  static TwinRegistry twins(LocalHub hub) {
    return hub.twins();
  }

  @Provides
  static IdentityRegistry identities(LocalHub hub) {
    return hub.identities();
  }

  @Provides
  static DeviceConnections connections(LocalHub hub) {
    return hub.connections();
  }

  @Provides
  static HubPorts ports(LocalHub hub, Hints hints) {
    return InProcessPorts.of(hub.ports(), hub.gate(), hints);
  }

  @Provides
  @Singleton
  static Hints hints(HubConfig config, HubSources sources) {
    return Hints.of(sources.clock(), config.queryLag().isPresent());
  }

  @Provides
  static Configurations configurations(LocalHub hub) {
    return hub.configurations();
  }

  @Provides
  static DirectMethods methods(LocalHub hub) {
    return hub.methods();
  }

  @Provides
  static Jobs jobs(LocalHub hub) {
    return hub.jobs();
  }

  @Provides
  static CloudMessages messages(LocalHub hub) {
    return hub.messages();
  }

  @Provides
  static DeviceInbox inbox(LocalHub hub) {
    return hub.inbox();
  }

  @Provides
  static DeviceTelemetry telemetry(LocalHub hub) {
    return hub.telemetry();
  }

  @Provides
  static EventLog events(LocalHub hub) {
    return hub.events();
  }

  @Provides
  @Singleton
  static InBandFaults inBandFaults(HubConfig config, LocalHub hub, HubSources sources) {
    return new LocalInBandFaults(
        config.disturbance().inBandFaults(), hub.faults(), sources.alarms());
  }

  @Provides
  static OperationGate gate(LocalHub hub) {
    return hub.gate();
  }

  @Provides
  static Transfers transfers(LocalHub hub) {
    return hub.transfers();
  }

  @Provides
  static QueryEngine queries(LocalHub hub) {
    return hub.queries();
  }

  @Provides
  static TwinQueryExplanations explanations(LocalHub hub) {
    return new QueryExplanationService(hub.queries());
  }
}
