package io.twinhub.azure;

import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.device.DeviceCertificate;
import io.twinhub.azure.device.DeviceCredentials;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.azure.device.RegistryCredentials;
import io.twinhub.azure.events.AzureEventLog;
import io.twinhub.azure.messages.FeedbackReader;
import io.twinhub.azure.mqtt.MqttSettings;
import io.twinhub.azure.mqtt.PlainMqttConnections;
import io.twinhub.azure.rest.RestExchange;
import io.twinhub.azure.wire.Retries;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
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
  private final AzureDirectMethods methods;
  private final AzureCloudMessages messages;
  private final DeviceConnections connections;
  private final Runnable hangUp;

  private AzureHub(Builder options) {
    ServiceRest rest = new ServiceRest(
        options.address, options.trust.context(), options.serviceWait, options.backoff);
    this.identities = new AzureIdentityRegistry(rest);
    this.twins = new AzureTwinRegistry(rest);
    this.queries = new AzureQueryEngine(rest);
    this.methods = new AzureDirectMethods(rest);
    this.messages = new AzureCloudMessages(
        rest,
        new FeedbackReader.Settings(
            options.address.login(), options.trust.context(), options.serviceWait));
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

  /** Direct methods of its devices. */
  public DirectMethods methods() {
    return methods;
  }

  /** Cloud-to-device messages to its devices. The SDK uses AMQP on port 5671 only. */
  public CloudMessages messages() {
    return messages;
  }

  /** All its outbound ports. */
  public HubPorts ports() {
    return new HubPorts(
        identities, twins, queries, connections, methods, messages, new AzureEventLog());
  }

  /** Connects as one of its devices. */
  public DeviceConnections connections() {
    return connections;
  }

  /**
   * A feed of changes, which is not available: an IoT hub reports changes only through the routes that its
   * owner sets up, to Event Hubs, Service Bus or storage, which a connection string of the hub does not
   * reach.
   *
   * @return a port that refuses each subscription
   */
  public TwinChanges changes() {
    return listener -> {
      throw new HubException(HubError.of(
          ErrorCode.NOT_IMPLEMENTED,
          "an IoT hub tells changes of twins by its routes only (source: twinChangeEvents);"
              + " route them to an event hub and read them there, or query"));
    };
  }

  @Override
  public void close() {
    methods.close();
    messages.close();
    hangUp.run();
  }
}
