package io.twinhub.benchmark;

import static com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient.Mqtt3Publishes;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One device that reports and waits for its answer: TLS, QoS 1, loopback, one at a time. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReportOverMqttBenchmark {
  private static final String DEVICE = "reporter";

  private Running running = new Running.NotYet();
  private long number;

  /** The hub and its client, once they run. */
  private sealed interface Running {
    record NotYet() implements Running {}

    record Now(Twinhub hub, Mqtt3BlockingClient client, Mqtt3Publishes answers)
        implements Running {}
  }

  /** Starts a hub on free ports and connects a device. */
  @Setup
  public void connect() throws IOException, GeneralSecurityException {
    Twinhub hub = Twinhub.start(HubConfig.forTests(Files.createTempDirectory("twinhub-bench")));
    String password = SampleDevice.register(hub, DEVICE);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(hub.facts().trust().load());
    Mqtt3BlockingClient client = Mqtt3Client.builder()
        .identifier(DEVICE)
        .serverHost("127.0.0.1")
        .serverPort(hub.facts().mqttPort())
        .sslConfig(MqttClientSslConfig.builder().trustManagerFactory(trust).build())
        .buildBlocking();
    client
        .connectWith()
        .simpleAuth()
        .username("127.0.0.1/" + DEVICE + "/?api-version=2021-04-12")
        .password(password.getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth()
        .send();
    Mqtt3Publishes answers = client.publishes(ALL);
    client
        .subscribeWith()
        .topicFilter("$iothub/twin/res/#")
        .qos(MqttQos.AT_LEAST_ONCE)
        .send();
    running = new Running.Now(hub, client, answers);
  }

  /** Disconnects and stops the hub. */
  @TearDown
  public void stop() {
    if (running instanceof Running.Now now) {
      now.client().disconnect();
      now.hub().close();
    }
  }

  /** One report and its answer. */
  @Benchmark
  public Mqtt3Publish report() throws InterruptedException {
    if (!(running instanceof Running.Now now)) {
      throw new IllegalStateException("not connected");
    }
    number++;
    now.client()
        .publishWith()
        .topic("$iothub/twin/PATCH/properties/reported/?$rid=" + number)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(("{\"counter\":" + number + "}").getBytes(StandardCharsets.UTF_8))
        .send();
    return now.answers().receive();
  }
}
