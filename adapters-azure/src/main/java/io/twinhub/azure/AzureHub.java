package io.twinhub.azure;

import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.device.DeviceCertificate;
import io.twinhub.azure.device.DeviceCredentials;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.azure.device.RegistryCredentials;
import io.twinhub.azure.events.AzureEventLog;
import io.twinhub.azure.events.AzureTwinChanges;
import io.twinhub.azure.events.EventsAddress;
import io.twinhub.azure.messages.FeedbackReader;
import io.twinhub.azure.mqtt.MqttSettings;
import io.twinhub.azure.mqtt.PlainMqttConnections;
import io.twinhub.azure.rest.RestExchange;
import io.twinhub.azure.wire.Retries;
import io.twinhub.domain.identity.TwinAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * An IoT hub of Azure, or a running local hub, behind the outbound ports. Nothing is sent before the
 * first call; {@link #close()} ends the devices' connections.
 */
public final class AzureHub implements AutoCloseable {
  private final IdentityRegistry identities;
  private final TwinRegistry twins;
  private final QueryEngine queries;
  private final Configurations configurations;
  private final AzureDirectMethods methods;
  private final AzureCloudMessages messages;
  private final Transfers transfers;
  private final Jobs jobs;
  private final DeviceConnections connections;
  private final Runnable hangUp;
  private final EventLog events;
  private final Runnable hangUpEvents;

  private AzureHub(Builder options) {
    ServiceRest rest = new ServiceRest(
        options.address, options.trust.context(), options.serviceWait, options.backoff);
    this.identities = new AzureIdentityRegistry(rest);
    this.twins = new AzureTwinRegistry(rest);
    this.queries = new AzureQueryEngine(rest);
    this.configurations = new AzureConfigurations(rest);
    this.methods = new AzureDirectMethods(rest);
    this.jobs = new AzureJobs(rest);
    this.messages = new AzureCloudMessages(
        rest,
        new FeedbackReader.Settings(
            options.address.login(), options.trust.context(), options.serviceWait));
    this.transfers = new AzureTransfers(rest);
    if (options.events.isPresent()) {
      AzureEventLog log = new AzureEventLog(options.events.get());
      this.events = log;
      this.hangUpEvents = log::close;
    } else {
      this.events = AzureEventLog.unknown();
      this.hangUpEvents = () -> {};
    }
    DeviceCredentials credentials = new RegistryCredentials(identities, options.certificates);
    if (options.plain.isPresent()) {
      PlainMqttConnections plain =
          new PlainMqttConnections(options.plain.get(), credentials, options.trust);
      this.connections = plain;
      this.hangUp = plain::close;
    } else {
      AzureDeviceConnections sdk = new AzureDeviceConnections(
          credentials,
          options.protocol,
          options.trust,
          new SdkCalls(
              options.address.deviceHost(), options.deviceWait, new Retries(options.backoff)));
      this.connections = sdk;
      this.hangUp = sdk::close;
    }
  }

  /** The hub at {@code address}; {@link Builder#build()} makes it. */
  public static Builder at(HubAddress address) {
    return new Builder(address);
  }

  /** How a hub is reached. The defaults are right for Azure. */
  public static final class Builder {
    private final HubAddress address;
    private HubTrust trust = HubTrust.ofJvm();
    private DeviceProtocol protocol = DeviceProtocol.MQTT;
    private Function<TwinAddress, Optional<DeviceCertificate>> certificates =
        address -> Optional.empty();
    private Optional<MqttSettings> plain = Optional.empty();
    private Optional<EventsAddress> events = Optional.empty();
    private Backoff backoff = Backoff.SHORT;
    private Duration serviceWait = RestExchange.ANSWER_WAIT_MAX;
    private Duration deviceWait = SdkCalls.ANSWER_WAIT_MAX;

    private Builder(HubAddress address) {
      this.address = address;
    }

    /** Sets whose certificates are trusted; the default is those that the JVM trusts. */
    public Builder trusting(HubTrust authorities) {
      this.trust = authorities;
      return this;
    }

    /** Sets the protocol of devices on the device SDK; the default is MQTT. */
    public Builder speaking(DeviceProtocol spoken) {
      this.protocol = spoken;
      this.plain = Optional.empty();
      return this;
    }

    /** Makes devices use plain MQTT, without the device SDK. */
    public Builder speaking(MqttSettings spoken) {
      this.plain = Optional.of(spoken);
      return this;
    }

    /** Sets the certificates of devices that authenticate with one; keys come from the registry. */
    public Builder showing(Function<TwinAddress, Optional<DeviceCertificate>> ofDevices) {
      this.certificates = ofDevices;
      return this;
    }

    /** Sets where its events are read; without it they are not, and neither are changes of its twins. */
    public Builder events(EventsAddress endpoint) {
      this.events = Optional.of(endpoint);
      return this;
    }

    /**
     * Sets where its events are read, by the consumer group {@value EventsAddress#GROUP_DEFAULT}.
     *
     * @param connectionString Event Hubs-compatible, {@code Endpoint=sb://…;EntityPath=…}
     * @throws IllegalArgumentException saying what is wrong with it, and how to get one
     */
    public Builder events(String connectionString) {
      return events(EventsAddress.parse(connectionString));
    }

    /** Sets how long to wait before a busy hub is asked again; the default is {@link Backoff#SHORT}. */
    public Builder retrying(Backoff chosen) {
      this.backoff = chosen;
      return this;
    }

    /**
     * Sets how long one answer may take; the default is 60 s for services and 10 s for devices on the SDK.
     * Services try up to five times, devices twice. Plain MQTT has its own setting in {@link MqttSettings}.
     */
    public Builder waiting(Duration forOneAnswer) {
      this.serviceWait = forOneAnswer;
      this.deviceWait = forOneAnswer;
      return this;
    }

    /** The hub. */
    public AzureHub build() {
      return new AzureHub(this);
    }
  }

  /** Its identities. */
  public IdentityRegistry identities() {
    return identities;
  }

  /** Its twins. */
  public TwinRegistry twins() {
    return twins;
  }

  /** Its queries. */
  public QueryEngine queries() {
    return queries;
  }

  /** Its automatic configurations. */
  public Configurations configurations() {
    return configurations;
  }

  /** Direct methods of its devices. */
  public DirectMethods methods() {
    return methods;
  }

  /** Cloud-to-device messages to its devices. The SDK uses AMQP on port 5671 only. */
  public CloudMessages messages() {
    return messages;
  }

  /** Scheduled jobs on its devices. */
  public Jobs jobs() {
    return jobs;
  }

  /** All its outbound ports. */
  public HubPorts ports() {
    return new HubPorts(
        identities,
        twins,
        queries,
        connections,
        configurations,
        methods,
        messages,
        jobs,
        events,
        transfers);
  }

  /** Its import and export jobs. */
  public Transfers transfers() {
    return transfers;
  }

  /** Connects as one of its devices. */
  public DeviceConnections connections() {
    return connections;
  }

  /** Its events; refused where {@link Builder#events} did not say where they are. */
  public EventLog events() {
    return events;
  }

  /**
   * The changes of its twins, among its events. They arrive only where message routes of the hub send {@code
   * TwinChangeEvents} and {@code DeviceLifecycleEvents} to its built-in endpoint; a hub has no such route by itself.
   */
  public TwinChanges changes() {
    return new AzureTwinChanges(events);
  }

  @Override
  public void close() {
    hangUpEvents.run();
    methods.close();
    messages.close();
    hangUp.run();
  }
}
