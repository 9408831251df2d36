package io.twinhub.azure.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.MqttWebSocketConfig;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.azure.device.DeviceCredential;
import io.twinhub.azure.device.DeviceCredentials;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.azure.device.OpenConnections;
import io.twinhub.domain.identity.TwinAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Device connections over plain MQTT, for programs where the device SDK is too heavy.
 *
 * <p>A connection does not reconnect by itself. When it is lost, and shortly before its token ends, it ends
 * with {@link CloseReason#LOST}; {@link io.twinhub.application.device.DesiredFollower} then opens another,
 * with a new token, waits longer after each failure, and misses nothing.
 */
public final class PlainMqttConnections implements DeviceConnections, AutoCloseable {
  /**
   * The keep-alive interval in seconds; below the 1,177 that Azure allows, and short enough for most
   * gateways.
   */
  static final int KEEP_ALIVE_SECONDS = 60;

  private static final String API_VERSION = "2021-04-12";
  private static final String CLIENT_TYPE = "twinhub";

  /** The part of a token's life after which another is signed. Azure's Java SDK does the same. */
  private static final int RENEWED_AFTER_PERCENT = 85;

  private final MqttSettings settings;
  private final DeviceCredentials credentials;
  private final HubTrust trust;
  private final InstantSource clock = InstantSource.system();
  private final OpenConnections connections;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "mqtt-tokens");
        thread.setDaemon(true);
        return thread;
      });

  /**
   * Connects devices to a hub.
   *
   * @param credentials the credentials of devices
   * @param trust whose certificates are trusted
   */
  public PlainMqttConnections(
      MqttSettings settings, DeviceCredentials credentials, HubTrust trust) {
    this.settings = settings;
    this.credentials = credentials;
    this.trust = trust;
    this.connections = new OpenConnections(credentials);
  }

  @Override
  public DeviceConnection open(
      TwinAddress address, String modelId, Consumer<CloseReason> onClosed) {
    DeviceCredential credential = credentials.require(address);
    MqttConnection connection = new MqttConnection(
        address,
        client(address, modelId, credential),
        settings.answerWait(),
        onClosed,
        connections);
    connections.open(connection);
    if (credential instanceof DeviceCredential.Key) {
      Duration life = settings.tokenLife();
      var unused = renewals.schedule(
          connection::endBeforeToken,
          life.toMillis() * RENEWED_AFTER_PERCENT / 100,
          TimeUnit.MILLISECONDS);
    }
    return connection;
  }

  private Mqtt3ClientBuilder client(
      TwinAddress address, String modelId, DeviceCredential credential) {
    String clientId =
        address.deviceId() + address.moduleId().map(id -> "/" + id).orElse("");
    Mqtt3ClientBuilder client = MqttClient.builder()
        .useMqttVersion3()
        .identifier(clientId)
        .transportConfig(transport(credential));
    var proof = client.simpleAuth().username(userName(clientId, modelId));
    return credential instanceof DeviceCredential.Key key
        ? proof.password(token(address, key)).applySimpleAuth()
        : proof.applySimpleAuth();
  }

  private MqttClientTransportConfig transport(DeviceCredential credential) {
    long patience = settings.answerWait().toMillis();
    MqttClientTransportConfigBuilder transport = MqttClientTransportConfig.builder()
        .serverHost(settings.hostName())
        .serverPort(settings.port())
        .sslConfig(tls(credential, patience))
        .socketConnectTimeout(patience, TimeUnit.MILLISECONDS)
        .mqttConnectTimeout(patience, TimeUnit.MILLISECONDS);
    return settings.webSocket()
        ? transport.webSocketConfig(webSocket(patience)).build()
        : transport.build();
  }

  private static MqttWebSocketConfig webSocket(long patience) {
    return MqttWebSocketConfig.builder()
        .serverPath("$iothub/websocket")
        .subprotocol("mqtt")
        .handshakeTimeout(patience, TimeUnit.MILLISECONDS)
        .build();
  }

  private MqttClientSslConfig tls(DeviceCredential credential, long patience) {
    MqttClientSslConfigBuilder tls = MqttClientSslConfig.builder()
        .trustManagerFactory(trust.managers())
        .handshakeTimeout(patience, TimeUnit.MILLISECONDS);
    return credential instanceof DeviceCredential.Certificate shown
        ? tls.keyManagerFactory(shown.certificate().managers()).build()
        : tls.build();
  }

  /** Ids are not encoded, parameters are. */
  private String userName(String clientId, String modelId) {
    String model = modelId.isEmpty() ? "" : "&model-id=" + DeviceTokens.encoded(modelId);
    return "%s/%s/?api-version=%s&DeviceClientType=%s%s"
        .formatted(settings.hostName(), clientId, API_VERSION, CLIENT_TYPE, model);
  }

  private byte[] token(TwinAddress address, DeviceCredential.Key key) {
    Instant end = clock.instant().plus(settings.tokenLife());
    return DeviceTokens.signed(settings.hostName(), address, key.key(), end)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    renewals.shutdownNow();
    connections.close();
  }
}
