package io.twinhub.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import io.twinhub.application.hint.Hints;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.azure.AzureHub;
import jakarta.inject.Singleton;

/** Binds the outbound ports to a hub elsewhere. */
@Module
final class AzureModule {
  private AzureModule() {}

  @Provides
  @Singleton
  static AzureHub hub(AzureHub.Builder options) {
    return options.build();
  }

  @Provides
  static TwinRegistry twins(AzureHub hub) {
    return hub.twins();
  }

  @Provides
  static IdentityRegistry identities(AzureHub hub) {
    return hub.identities();
  }

  @Provides
  static DeviceConnections connections(AzureHub hub) {
    return hub.connections();
  }

  @Provides
  static HubPorts ports(AzureHub hub) {
    return hub.ports();
  }

  @Provides
  static Configurations configurations(AzureHub hub) {
    return hub.configurations();
  }

  @Provides
  static DirectMethods methods(AzureHub hub) {
    return hub.methods();
  }

  @Provides
  static Jobs jobs(AzureHub hub) {
    return hub.jobs();
  }

  @Provides
  static CloudMessages messages(AzureHub hub) {
    return hub.messages();
  }

  @Provides
  static Transfers transfers(AzureHub hub) {
    return hub.transfers();
  }

  @Provides
  static QueryEngine queries(AzureHub hub) {
    return hub.queries();
  }

  /** A hub elsewhere keeps its own journal and its own throttles. */
  @Provides
  static OperationGate gate() {
    return OperationGate.OPEN;
  }

  @Provides
  @Singleton
  static Hints hints() {
    return Hints.none();
  }
}
