package io.twinhub.bootstrap.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.wiring.InProcessHub;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests with a hub on sockets of their own, run by JUnit, with unmodified clients of the Azure SDKs. */
@Timeout(300)
class SocketHubsIT {
  private static final String FLEET = "src/test/resources/io/twinhub/bootstrap/testing/fleet.yaml";
  private static final Collection<String> ADDRESSES = new ConcurrentLinkedQueue<>();

  @TwinhubTest(seed = FLEET, sockets = true)
  static class Clients {
    @ParameterizedTest
    @EnumSource(
        value = IotHubClientProtocol.class,
        names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
    void of_devices(
        IotHubClientProtocol protocol, TestHub hub, @Device("thermostat") TestDevice device)
        throws Exception {
      DeviceClient client = new DeviceClient(device.connectionString(), protocol);
      try {
        client.open(false);
        hub.await("thermostat").connected();
        client.subscribeToDesiredProperties((twin, context) -> {}, null);
        TwinCollection reported = new TwinCollection();
        reported.put("temperature", 21);
        // The call that waits loses one answer in a hundred: its two threads race for the callback.
        client.updateReportedPropertiesAsync(
            reported, (status, answer, failure, context) -> {}, null);
        hub.await("thermostat").reported("temperature", 21);
        Message message = new Message("{}");
        message.setProperty("level", "high");
        client.sendEventAsync(message, (sent, failure, context) -> {}, null);
        hub.await("thermostat").event("level = 'high'");
      } finally {
        client.close();
      }
      hub.await("thermostat").disconnected();
    }

    @Test
    void of_back_ends(@ConnectionString String backEnds, HubFacts facts, Twinhub hub)
        throws Exception {
      assertThat(hub.facts()).isEqualTo(facts);
      assertThat(facts.host()).startsWith("127.").isNotEqualTo("127.0.0.1");
      assertThat(List.of(facts.httpsPort(), facts.mqttPort(), facts.amqpPort()))
          .isEqualTo(LoopbackAddress.PORTS);
      assertThat(new TwinClient(backEnds).get("thermostat").getTags())
          .containsEntry("plant", "Redmond43");
      new RegistryClient(backEnds).removeDevice("other");
      assertThat(hub.ports().identities().statistics().total()).isEqualTo(1);
    }

    @Test
    void of_a_seeded_device(@ConnectionString(device = "thermostat/fan") String module) {
      assertThat(module).contains(";DeviceId=thermostat;ModuleId=fan;SharedAccessKey=");
    }
  }

  @Test
  void unmodified_clients_of_all_kinds_work() {
    JunitRun run = JunitRun.of(Clients.class);
    assertThat(run.messages()).isEmpty();
    assertThat(run.passed()).hasSize(6);
  }

  @TwinhubTest(sockets = true)
  static class SideBySide {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);
    private static final Set<String> HOSTS = ConcurrentHashMap.newKeySet();

    @RepeatedTest(4)
    void on_the_same_ports(TestHub hub, @Device("pump") TestDevice pump, HubFacts facts)
        throws Exception {
      HOSTS.add(facts.host());
      BOTH.await(60, TimeUnit.SECONDS);
      DeviceClient client = new DeviceClient(pump.connectionString(), IotHubClientProtocol.MQTT);
      try {
        client.open(false);
        hub.await("pump").connected();
      } finally {
        client.close();
      }
    }
  }

  @Test
  void hubs_side_by_side_have_the_same_ports_on_addresses_of_their_own() {
    JunitRun run = JunitRun.of(JunitRun.parallel(2), SideBySide.class);
    assertThat(run.messages()).isEmpty();
    assertThat(SideBySide.HOSTS).hasSize(4);
  }

  @TwinhubTest(sockets = true, address = "127.0.0.77")
  static class OneAddress {
    @Test
    void first(HubFacts facts) {
      ADDRESSES.add(facts.host());
      assertThatThrownBy(() -> LoopbackAddress.take("127.0.0.77", "SecondTest.second"))
          .hasMessage(
              "SecondTest.second asks for the address 127.0.0.77, which OneAddress.first has at the"
                  + " moment; give each its own address, or leave the address out, and each test gets"
                  + " one");
    }

    @Test
    void second(HubFacts facts) {
      ADDRESSES.add(facts.host());
    }
  }

  @Test
  void a_fixed_address_serves_one_test_at_a_time() {
    JunitRun run = JunitRun.of(OneAddress.class);
    assertThat(run.messages()).isEmpty();
    assertThat(ADDRESSES).containsExactly("127.0.0.77", "127.0.0.77");
  }

  @TwinhubTest(sockets = true, address = "127.0.0.78")
  static class TakenPort {
    @Test
    void test(TestHub hub) {}
  }

  @TwinhubTest(sockets = true)
  static class NotInProcess {
    @Test
    void test(InProcessHub hub) {}
  }

  @TwinhubTest(sockets = true, seed = FLEET)
  static class UnknownDevice {
    @Test
    void test(@ConnectionString(device = "termostat") String device) {}
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            TakenPort.class,
            "cannot listen for MQTT on 127.0.0.78:8883: another program uses the port; stop it or choose"
                + " another port"),
        Arguments.of(
            NotInProcess.class,
            "with sockets = true the hub is not an InProcessHub; take a Twinhub or a TestHub"),
        Arguments.of(
            UnknownDevice.class, "the hub has no device 'termostat'; did you mean 'thermostat'?"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_named_in_one_sentence(Class<?> wrong, String sentence) throws Exception {
    try (ServerSocket taken = new ServerSocket(8883, 1, InetAddress.getByName("127.0.0.78"))) {
      assertThat(taken.isBound()).isTrue();
      JunitRun run = JunitRun.of(wrong);
      assertThat(run.passed()).isEmpty();
      assertThat(run.messages()).singleElement().asString().contains(sentence).doesNotContain("\n");
    }
  }

  @Test
  void the_JVM_trusts_these_hubs_besides_whom_it_trusted_before() throws Exception {
    Set<X509Certificate> before = Set.of(trusted());
    JunitRun.of(OneAddress.class);
    Set<X509Certificate> after = Set.of(trusted());
    assertThat(after).containsAll(before).isNotEmpty();
    assertThat(after.stream().map(one -> one.getSubjectX500Principal().getName()))
        .anyMatch(name -> name.contains("Twinhub local CA"));
    assertThat(after.size() - before.size()).isLessThanOrEqualTo(1);
  }

  /** Whom this JVM's clients trust. */
  private static X509Certificate[] trusted() throws Exception {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager known) {
        return Arrays.stream(known.getAcceptedIssuers()).distinct().toArray(X509Certificate[]::new);
      }
    }
    throw new AssertionError("no trust manager");
  }
}
