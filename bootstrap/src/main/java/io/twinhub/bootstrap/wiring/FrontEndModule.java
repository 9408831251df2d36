package io.twinhub.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import io.twinhub.application.port.InBandFaults;
import io.twinhub.application.port.in.AccessControl;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.application.port.in.DigitalTwins;
import io.twinhub.application.port.in.ServiceConfigurations;
import io.twinhub.application.port.in.ServiceEvents;
import io.twinhub.application.port.in.ServiceJobs;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.in.ServiceTransfers;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.in.TwinQueryExplanations;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.access.Transport;
import io.twinhub.local.frontend.access.Authenticator;
import io.twinhub.local.frontend.access.PutTokens;
import io.twinhub.local.frontend.access.TrustedIssuers;
import io.twinhub.local.frontend.amqp.AmqpFrontEnd;
import io.twinhub.local.frontend.amqp.events.EventHub;
import io.twinhub.local.frontend.amqp.session.AmqpHub;
import io.twinhub.local.frontend.https.HttpsFrontEnd;
import io.twinhub.local.frontend.https.ServicePorts;
import io.twinhub.local.frontend.mqtt.MqttFrontEnd;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionCount;
import io.twinhub.local.frontend.net.ConnectionSetup;
import io.twinhub.local.frontend.net.log.Slf4jClosingLog;
import io.twinhub.local.frontend.twin.DeviceServices;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;

/** Provides the front ends, which call the inbound ports. */
@Module
final class FrontEndModule {
  private FrontEndModule() {}

  @Provides
  @Singleton
  static Authenticator authenticator(
      AccessControl access, InstantSource clock, TrustedIssuers trust) {
    return new Authenticator(access, clock, trust);
  }

  /** The ports for one device or module at a time. */
  record SingleDevices(ServiceTwins twins, DeviceIdentities identities) {}

  @Provides
  static SingleDevices singleDevices(ServiceTwins twins, DeviceIdentities identities) {
    return new SingleDevices(twins, identities);
  }

  @Provides
  static ServicePorts ports(
      SingleDevices devices,
      ServicePorts.Queries queries,
      ServicePorts.Conversation conversation,
      ServicePorts.Fleet fleet) {
    return new ServicePorts(devices.twins(), devices.identities(), queries, conversation, fleet);
  }

  @Provides
  static ServicePorts.Fleet fleet(
      ServiceJobs jobs,
      ServiceConfigurations configurations,
      ServiceTransfers transfers,
      HubConfig config) {
    return new ServicePorts.Fleet(
        jobs, new ServicePorts.FleetConfigurations(configurations, config.rules()), transfers);
  }

  @Provides
  static ServicePorts.Queries queries(TwinQueries results, TwinQueryExplanations explanations) {
    return new ServicePorts.Queries(results, explanations);
  }

  @Provides
  static ServicePorts.Conversation conversation(
      ServiceMethods methods,
      ServiceMessages messages,
      DeviceMessages inbox,
      DigitalTwins digitalTwins) {
    return new ServicePorts.Conversation(methods, messages, inbox, digitalTwins);
  }

  @Provides
  @Singleton
  static ByteBudget budget() {
    return ByteBudget.ofHeap();
  }

  /** The ports that devices use, with or without a connection. */
  record DeviceConversation(
      DeviceTwins twins, DeviceMessages messages, InBandFaults inBandFaults) {}

  @Provides
  static DeviceConversation deviceConversation(
      DeviceTwins twins, DeviceMessages messages, InBandFaults inBandFaults) {
    return new DeviceConversation(twins, messages, inBandFaults);
  }

  /** The object is not shared, since each protocol counts its own connections. */
  @Provides
  static DeviceServices surroundings(
      DeviceConversation device,
      Authenticator authenticator,
      InstantSource clock,
      ByteBudget budget) {
    return new DeviceServices(
        device.twins(),
        device.messages(),
        authenticator::device,
        clock,
        new ConnectionCount(ConnectionCount.CONNECTIONS_MAX),
        budget,
        device.inBandFaults(),
        new Slf4jClosingLog("devices"));
  }

  @Provides
  @Singleton
  static MqttFrontEnd mqtt(DeviceServices hub, Doors doors) {
    Transport mqtt = Transport.MQTT;
    return new MqttFrontEnd(
        hub.with(doors.authenticator(mqtt)::device, doors.of(mqtt).log()));
  }

  @Provides
  @Singleton
  static AmqpFrontEnd amqp(
      DeviceServices hub, ServiceMessages messages, Doors doors, EventHub events) {
    Authenticator amqp = doors.authenticator(Transport.AMQP);
    return new AmqpFrontEnd(
        new AmqpHub(
            hub.with(amqp::device, doors.of(Transport.AMQP).log()),
            messages,
            new PutTokens(amqp)::judge),
        events);
  }

  @Provides
  @Singleton
  static EventHub events(HubConfig config, ServiceEvents events, InstantSource clock) {
    return new EventHub(config.hubName(), config.events().allGroups(), clock.instant(), events);
  }

  @Provides
  static Map<String, ConnectionSetup> webSockets(MqttFrontEnd mqtt, AmqpFrontEnd amqp) {
    return Map.of(MqttFrontEnd.WEB_SOCKET_PROTOCOL, mqtt, AmqpFrontEnd.WEB_SOCKET_PROTOCOL, amqp);
  }

  @Provides
  @Singleton
  static HttpsFrontEnd https(
      ServicePorts ports,
      Doors doors,
      DeviceServices hub,
      Map<String, ConnectionSetup> webSockets) {
    Transport https = Transport.HTTPS;
    return new HttpsFrontEnd(
        ports,
        doors.authenticator(https).telling(doors.of(https)::refused),
        hub.clock(),
        webSockets,
        hub.budget(),
        doors.gate());
  }
}
