package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.local.frontend.mqtt.codec.PacketFrames;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices that break the rules of MQTT or of Azure are hung up on, and a neighbour does not notice. */
@Timeout(60)
class RuleBreakersIT {
  private static final byte[] NOTHING = {};
  private static final int READ_MILLIS_MAX = 20_000;

  private static HubOnSdkPorts hub;
  private static Device breaker;
  private static Device neighbour;

  private Optional<DeviceProgram> witness = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    hub = HubOnSdkPorts.start();
    breaker = hub.newDevice("breaker");
    neighbour = hub.newDevice("neighbour");
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @BeforeEach
  void open_the_neighbour() throws Exception {
    witness = Optional.of(DeviceProgram.open(neighbour, IotHubClientProtocol.MQTT));
  }

  @AfterEach
  void the_neighbour_noticed_nothing_and_the_twin_is_unchanged() throws Exception {
    DeviceProgram program = witness.orElseThrow();
    program.report("well", true);
    assertThat(program.statusChanges()).isEmpty();
    program.close();
    assertThat(hub.twins().get("breaker").getReportedProperties().getVersion()).isOne();
  }

  private static PlainMqtt connected() throws Exception {
    return new PlainMqtt(breaker, hub.hub().facts().trust());
  }

  @Test
  void an_unknown_topic() throws Exception {
    try (PlainMqtt device = connected()) {
      device.publish("$iothub/no/such/topic", MqttQos.AT_LEAST_ONCE, NOTHING);
      assertThat(device.endedBy()).isEqualTo(MqttDisconnectSource.SERVER);
    }
  }

  @Test
  void the_topic_of_another_device() throws Exception {
    try (PlainMqtt device = connected()) {
      device.publish("devices/neighbour/messages/events/", MqttQos.AT_LEAST_ONCE, NOTHING);
      assertThat(device.endedBy()).isEqualTo(MqttDisconnectSource.SERVER);
    }
  }

  @Test
  void a_report_with_qos_2() throws Exception {
    try (PlainMqtt device = connected()) {
      device.publish(
          "$iothub/twin/PATCH/properties/reported/?$rid=1",
          MqttQos.EXACTLY_ONCE,
          "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
      assertThat(device.endedBy()).isEqualTo(MqttDisconnectSource.SERVER);
    }
  }

  @Test
  void a_subscription_to_everything() throws Exception {
    try (PlainMqtt device = connected()) {
      device.subscribe("#");
      assertThat(device.endedBy()).isEqualTo(MqttDisconnectSource.SERVER);
    }
  }

  @Test
  void a_packet_over_the_limit() throws Exception {
    try (PlainMqtt device = connected()) {
      device.publish(
          "devices/breaker/messages/events/",
          MqttQos.AT_LEAST_ONCE,
          new byte[PacketFrames.PACKET_BYTES_MAX + 1]);
      assertThat(device.endedBy()).isEqualTo(MqttDisconnectSource.SERVER);
    }
  }

  @Test
  void a_second_connect() throws Exception {
    byte[] connect = connect();
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(hub.hub().facts().trust().load());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trusted.getTrustManagers(), null);
    try (Socket socket =
        tls.getSocketFactory().createSocket(HubOnSdkPorts.HOST, HubConfig.MQTT_PORT_DEFAULT)) {
      socket.setSoTimeout(READ_MILLIS_MAX);
      InputStream in = socket.getInputStream();
      socket.getOutputStream().write(connect);
      assertThat(in.readNBytes(4)).containsExactly(0x20, 2, 0, 0);
      socket.getOutputStream().write(connect);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  /** CONNECT of MQTT 3.1.1 with user name and password; HiveMQ's client sends none twice. */
  private static byte[] connect() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeUTF("MQTT");
    out.write(new byte[] {4, (byte) 0b1100_0000, 0, 60});
    out.writeUTF("breaker");
    out.writeUTF(PlainMqtt.userName(breaker));
    out.writeUTF(PlainMqtt.token(breaker));
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(0x10);
    packet.write(body.size() % 128 | 0x80);
    packet.write(body.size() / 128);
    body.writeTo(packet);
    return packet.toByteArray();
  }
}
