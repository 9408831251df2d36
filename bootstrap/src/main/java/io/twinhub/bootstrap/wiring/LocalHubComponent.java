package io.twinhub.bootstrap.wiring;

import dagger.BindsInstance;
import dagger.Component;
import io.twinhub.application.port.in.AccessControl;
import io.twinhub.application.port.out.AccessPolicies;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.frontend.access.TrustedIssuers;
import io.twinhub.local.frontend.amqp.AmqpFrontEnd;
import io.twinhub.local.frontend.https.HttpsFrontEnd;
import io.twinhub.local.frontend.mqtt.MqttFrontEnd;
import jakarta.inject.Singleton;

/** A local hub with its front ends, not yet listening. */
@Singleton
@Component(modules = {EngineModule.class, ApplicationModule.class, FrontEndModule.class})
public interface LocalHubComponent {

  /** The hub; close it last. */
  LocalHub hub();

  /** Its outbound ports, together, for programs in this process. */
  HubPorts ports();

  /** REST and WebSockets. */
  HttpsFrontEnd https();

  /** MQTT. */
  MqttFrontEnd mqtt();

  /** AMQP. */
  AmqpFrontEnd amqp();

  /** Policies, for the operator. */
  AccessControl accessControl();

  /** Identities, for the hub's status. */
  IdentityRegistry identities();

  /** The inputs from which a hub is made. */
  @Component.Factory
  interface Factory {

    /**
     * Wires a hub.
     *
     * @param sources where it takes time and random numbers from; closed with the hub
     * @param trust who vouches for X.509 devices, and for back ends with bearer tokens
     */
    LocalHubComponent create(
        @BindsInstance HubConfig config,
        @BindsInstance HubSources sources,
        @BindsInstance AccessPolicies policies,
        @BindsInstance TrustedIssuers trust);
  }

  /** Makes components; the generated class stays in this package. */
  static Factory factory() {
    return DaggerLocalHubComponent.factory();
  }
}
