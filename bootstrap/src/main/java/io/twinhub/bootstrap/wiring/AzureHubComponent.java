package io.twinhub.bootstrap.wiring;

import dagger.BindsInstance;
import dagger.Component;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.DeviceProtocol;
import io.twinhub.azure.HubAddress;
import io.twinhub.azure.device.HubTrust;
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

  /** What tells one hub from another. */
  @Component.Factory
  interface Factory {

    /**
     * Wires the application to a hub.
     *
     * @param protocol what devices speak
     * @param trust whose certificates count
     * @param backoff how long to wait before a busy hub is asked again
     */
    AzureHubComponent create(
        @BindsInstance HubAddress address,
        @BindsInstance DeviceProtocol protocol,
        @BindsInstance HubTrust trust,
        @BindsInstance Backoff backoff);
  }

  /** Makes components; the generated class stays in this package. */
  static Factory factory() {
    return DaggerAzureHubComponent.factory();
  }
}
