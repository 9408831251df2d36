package io.twinhub.conformance;

import com.azure.core.credential.AccessToken;
import io.twinhub.application.contract.HubUnderTest;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.DeviceProtocol;
import io.twinhub.azure.HubAddress;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.azure.mqtt.MqttSettings;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.wiring.AzureHubComponent;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.event.EventSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A hub used through the Azure adapter: a local one over real sockets, or Azure's.
 *
 * @param rest what else to stop at the end
 * @param inbox messages of its devices, over HTTPS
 * @param queryLag how old queries may be
 */
record HubBehindAzureAdapter(Runnable rest, AzureHub azure, DeviceInbox inbox, Duration queryLag)
    implements HubUnderTest {

  /** A local hub on 443 and 8883, which the device SDK insists on. */
  static HubBehindAzureAdapter sdk(DeviceProtocol protocol) {
    try {
      HubOnSdkPorts local = HubOnSdkPorts.start();
      AzureHub azure = AzureHubComponent.factory()
          .create(AzureHub.at(address(local.hub()))
              .events(local.hub().facts().eventsConnectionString())
              .speaking(protocol)
              .trusting(trust(local.hub())))
          .hub();
      return local(local.hub(), local::close, azure);
    } catch (IOException e) {
      throw new IllegalStateException("cannot start the hub", e);
    }
  }

  /** A local hub on any free ports, its devices on plain MQTT. */
  static HubBehindAzureAdapter plain(boolean webSocket) {
    return free(webSocket, HubBehindAzureAdapter::address);
  }

  /** The same, its back end with a token of Microsoft Entra. */
  static HubBehindAzureAdapter entra() {
    return free(false, HubBehindAzureAdapter::entraAddress);
  }

  /** A local hub on any free ports that routes all that happens to twins to its event log. */
  static HubBehindAzureAdapter routing() {
    return free(false, local -> {
      AdminApi admin = new AdminApi(local.facts());
      for (EventSource source : List.of(EventSource.TWIN_CHANGES, EventSource.DEVICE_LIFECYCLE)) {
        JsonValue unused = admin.send(
            "POST",
            "/routes",
            Optional.of(JsonObject.builder()
                .put("name", source.routeName())
                .put("source", source.routeName())
                .put("condition", "true")
                .put("endpointNames", JsonArray.of(List.of("events"), JsonString::new))
                .put("isEnabled", true)
                .build()));
      }
      return address(local);
    });
  }

  private static HubAddress entraAddress(Twinhub local) {
    try {
      AccessToken token = new AccessToken(
          BearerTokens.of(local, "IoT Hub Data Contributor"),
          OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
      return HubAddress.entra(address(local).hostName(), request -> Mono.just(token));
    } catch (IOException e) {
      throw new IllegalStateException("the hub gave no token", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HubBehindAzureAdapter free(
      boolean webSocket, Function<Twinhub, HubAddress> addressed) {
    try {
      Twinhub local =
          Twinhub.start(HubConfig.forTests(Files.createTempDirectory("twinhub-contract")));
      AzureHub azure = AzureHub.at(addressed.apply(local))
          .events(local.facts().eventsConnectionString())
          .trusting(trust(local))
          .speaking(settings(local.facts(), webSocket))
          .build();
      return local(local, local::close, azure);
    } catch (IOException e) {
      throw new IllegalStateException("cannot start the hub", e);
    }
  }

  /** The same on the ports that the SDKs know: messages are sent by one. */
  static HubBehindAzureAdapter plainOnSdkPorts() {
    try {
      HubOnSdkPorts local = HubOnSdkPorts.start();
      AzureHub azure = AzureHub.at(address(local.hub()))
          .events(local.hub().facts().eventsConnectionString())
          .trusting(trust(local.hub()))
          .speaking(settings(local.hub().facts(), false))
          .build();
      return local(local.hub(), local::close, azure);
    } catch (IOException e) {
      throw new IllegalStateException("cannot start the hub", e);
    }
  }

  private static HubBehindAzureAdapter local(Twinhub hub, Runnable rest, AzureHub azure) {
    DeviceInbox inbox = new InboxOverHttps(address(hub).hostName(), azure.identities(), trust(hub));
    return new HubBehindAzureAdapter(rest, azure, inbox, Duration.ZERO);
  }

  static MqttSettings settings(HubFacts hub, boolean webSocket) {
    return webSocket
        ? MqttSettings.webSocket(hub.host()).onPort(hub.httpsPort())
        : MqttSettings.tcp(hub.host()).onPort(hub.mqttPort());
  }

  private static HubAddress address(Twinhub local) {
    return HubAddress.parse(local.facts().connectionString());
  }

  static HubTrust trust(Twinhub local) {
    try {
      return HubTrust.of(local.facts().trust().load());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the hub's trust store cannot be read", e);
    }
  }

  @Override
  public IdentityRegistry identities() {
    return azure.identities();
  }

  @Override
  public TwinRegistry twins() {
    return azure.twins();
  }

  @Override
  public QueryEngine queries() {
    return azure.queries();
  }

  @Override
  public DeviceConnections connections() {
    return azure.connections();
  }

  @Override
  public Configurations configurations() {
    return azure.configurations();
  }

  @Override
  public DirectMethods methods() {
    return azure.methods();
  }

  @Override
  public Jobs jobs() {
    return azure.jobs();
  }

  @Override
  public CloudMessages messages() {
    return azure.messages();
  }

  @Override
  public EventLog events() {
    return azure.events();
  }

  @Override
  public Transfers transfers() {
    return azure.transfers();
  }

  @Override
  public TwinChanges changes() {
    return azure.changes();
  }

  @Override
  public JsonObject json(String text) {
    return JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    azure.close();
    rest.run();
  }
}
