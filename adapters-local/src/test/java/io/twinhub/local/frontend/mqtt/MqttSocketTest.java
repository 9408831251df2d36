package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import io.twinhub.local.frontend.net.Endpoint;
import io.twinhub.local.frontend.net.Listener;
import io.twinhub.local.frontend.net.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same over sockets and with real threads; TLS is the listener's own matter. */
class MqttSocketTest {
  private final TestHub hub = new TestHub();
  private final Network network = Network.start();
  private final Listener listener = Listener.bind(
      network, new Endpoint("MQTT", "127.0.0.1", 0), Optional.empty(), hub.frontEnd());

  @AfterEach
  void stop() {
    listener.close();
    network.close();
  }

  @Test
  void two_hundred_reports_in_one_go_are_answered_in_order() throws IOException {
    try (SocketClient client = client("dev1")) {
      client.send(subscribe(1, 1, "$iothub/twin/res/#"));
      assertThat(client.packet()).startsWith(0x90);
      byte[][] reports = IntStream.rangeClosed(1, 200)
          .mapToObj(i -> publish(
              "$iothub/twin/PATCH/properties/reported/?$rid=" + i, "{\"n\":" + i + "}", 1, i))
          .toArray(byte[][]::new);
      client.send(reports);
      List<String> answers = new ArrayList<>();
      for (int i = 1; i <= 200; i++) {
        assertThat(client.packet()).containsExactly(0x40, i >> 8, i);
        byte[] answer = client.packet();
        answers.add(new String(answer, 3, answer.length - 3, UTF_8));
      }
      assertThat(answers)
          .isEqualTo(IntStream.rangeClosed(1, 200)
              .mapToObj(i -> "$iothub/twin/res/204/?$rid=" + i + "&$version=" + (i + 1))
              .toList());
    }
  }

  @Test
  void a_client_that_only_closes_its_half_is_released() throws IOException {
    try (SocketClient client = client("dev1")) {
      assertThat(hub.frontEnd().connected()).isOne();
      client.socket().shutdownOutput();
      assertThat(client.in().read()).isEqualTo(-1);
      await().until(() -> hub.twins().connected().isEmpty());
      assertThat(hub.frontEnd().connected()).isZero();
    }
  }

  @Test
  void a_newer_connection_ends_the_older() throws IOException {
    try (SocketClient older = client("dev1");
        SocketClient newer = client("dev1")) {
      assertThat(older.in().read()).isEqualTo(-1);
      newer.send(ClientPackets.PINGREQ);
      assertThat(newer.packet()).containsExactly(0xD0);
      await().until(() -> hub.frontEnd().connected() == 1);
    }
  }

  @Test
  void a_client_that_reads_late_gets_everything() throws IOException {
    hub.twins().write("{\"big\":\"" + "x".repeat(4000) + "\"}");
    try (SocketClient client = client("dev1")) {
      client.send(subscribe(1, 1, "$iothub/twin/res/#"));
      assertThat(client.packet()).startsWith(0x90);
      Thread sender = new Thread(() -> {
        for (int i = 1; i <= 2000; i++) {
          client.send(publish("$iothub/twin/GET/?$rid=" + i, "", 0, 0));
        }
      });
      sender.start();
      for (int i = 1; i <= 2000; i++) {
        assertThat(new String(client.packet(), UTF_8)).contains("$rid=" + i + "{\"desired\"");
      }
    }
  }

  private SocketClient client(String id) throws IOException {
    return SocketClient.connected(listener.port(), Connect.of(id));
  }
}
