package io.twinhub.bootstrap.wiring;

import dagger.BindsInstance;
import dagger.Component;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.azure.AzureHub;
import jakarta.inject.Singleton;

/** The application on Azure, or on any hub that a connection string names. */
@Singleton
@Component(modules = {AzureModule.class, ApplicationModule.class})
public interface AzureHubComponent {

  /** The hub; close it last. */
  AzureHub hub();

  /** Its outbound ports, together. */
  HubPorts ports();

  /** Twins, as a back end uses them. */
  ServiceTwins serviceTwins();

  /** Twins, as devices use them. */
  DeviceTwins deviceTwins();

  /** The identity registry. */
  DeviceIdentities identities();

  /** Queries. */
  TwinQueries queries();

  /** The inputs that differ from hub to hub. */
  @Component.Factory
  interface Factory {

    /** Wires the application to the hub that {@code options} describe. */
    AzureHubComponent create(@BindsInstance AzureHub.Builder options);
  }

  /** Makes components; the generated class stays in this package. */
  static Factory factory() {
    return DaggerAzureHubComponent.factory();
  }
}
