package io.twinhub.conformance;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.TrustFiles;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;

/** A device without an SDK: HiveMQ's MQTT client, connected, which sends whatever it is told. */
final class PlainMqtt implements AutoCloseable {
  private static final int WAIT_SECONDS_MAX = 20;

  private final Mqtt3AsyncClient client;
  private final CompletableFuture<MqttDisconnectSource> end = new CompletableFuture<>();

  PlainMqtt(Device device, TrustFiles trust) throws Exception {
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore store = trust.load();
    trusted.init(store);
    client = MqttClient.builder()
        .useMqttVersion3()
        .identifier(device.getDeviceId())
        .serverHost(HubOnSdkPorts.HOST)
        .serverPort(HubConfig.MQTT_PORT_DEFAULT)
        .sslConfig()
        .trustManagerFactory(trusted)
        .applySslConfig()
        .simpleAuth()
        .username(userName(device))
        .password(token(device).getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth()
        .addDisconnectedListener(context -> end.complete(context.getSource()))
        .buildAsync();
    client.connect().get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
  }

  static String userName(Device device) {
    return "%s/%s/?api-version=2021-04-12".formatted(HubOnSdkPorts.HOST, device.getDeviceId());
  }

  static String token(Device device) throws Exception {
    return DeviceTokens.token(
        device.getDeviceId(), device.getPrimaryKey(), Instant.now().plus(Duration.ofHours(1)));
  }

  /** Sends and does not wait: the hub may hang up instead of answering. */
  void publish(String topic, MqttQos qos, byte[] payload) {
    CompletableFuture<?> sent =
        client.publishWith().topic(topic).qos(qos).payload(payload).send();
    sent.exceptionally(disconnected -> null);
  }

  void subscribe(String filter) {
    CompletableFuture<?> sent =
        client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    sent.exceptionally(disconnected -> null);
  }

  /** Who ended the connection, which has ended when this returns. */
  MqttDisconnectSource endedBy() throws Exception {
    return end.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    if (!end.isDone()) {
      client.disconnect().orTimeout(WAIT_SECONDS_MAX, TimeUnit.SECONDS).join();
    }
  }
}
