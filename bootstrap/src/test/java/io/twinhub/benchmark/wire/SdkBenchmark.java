package io.twinhub.benchmark.wire;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.twinhub.benchmark.BenchFolder;
import io.twinhub.benchmark.TrustsAll;
import io.twinhub.conformance.BuiltProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.HdrHistogram.Histogram;

/**
 * How long the unchanged Java SDK takes for a device's own calls, one after the other. The built program
 * listens on the ports that the SDK knows, so nothing else may.
 */
public final class SdkBenchmark {
  private static final int WARM_UPS = Integer.getInteger("bench.warmups", 1_000);
  private static final int CALLS = Integer.getInteger("bench.calls", 1_000);
  private static final int CALL_MILLIS_MAX = 8_000;
  private static final int DIGITS = 3;
  private static final String DEVICE = "d0";

  private SdkBenchmark() {}

  /** Measures, and prints the figures. */
  public static void run() throws Exception {
    try (BenchFolder folder = BenchFolder.create()) {
      BuiltProgram program = new BuiltProgram(folder.path());
      Process hub = program
          .twinhub("start", "--output", "json")
          .redirectError(folder.path().resolve("hub.log").toFile())
          .start();
      try {
        var unused = BuiltProgram.ready(hub);
        measure(program, trusting());
      } finally {
        hub.destroy();
        hub.onExit().orTimeout(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS).join();
      }
    }
  }

  private static SSLContext trusting() throws GeneralSecurityException {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new TrustsAll()}, null);
    return tls;
  }

  private static void measure(BuiltProgram program, SSLContext tls) throws Exception {
    said(program, "device-identity", "create", "-d", DEVICE);
    String device =
        said(program, "device-identity", "connection-string", "show", "-d", DEVICE, "-o", "value");
    for (IotHubClientProtocol protocol : List.of(
        IotHubClientProtocol.MQTT,
        IotHubClientProtocol.MQTT_WS,
        IotHubClientProtocol.AMQPS,
        IotHubClientProtocol.AMQPS_WS)) {
      DeviceClient client = new DeviceClient(
          device, protocol, ClientOptions.builder().sslContext(tls).build());
      client.open(false);
      client.subscribeToDesiredProperties((twin, context) -> {}, null);
      time("Java, " + protocol + ", getTwin", () -> client.getTwin(CALL_MILLIS_MAX));
      time(
          "Java, " + protocol + ", updateReportedProperties",
          () -> client.updateReportedProperties(
              new TwinCollection(Map.of("temperature", System.nanoTime())), CALL_MILLIS_MAX));
      client.close();
    }
  }

  private interface Call {
    Object made() throws Exception;
  }

  /** An answer that the SDK loses between its own threads is counted apart. */
  private static void time(String name, Call call) throws Exception {
    Histogram nanos = new Histogram(DIGITS);
    int lost = 0;
    for (int i = -WARM_UPS; i < CALLS; i++) {
      long start = System.nanoTime();
      try {
        var unused = call.made();
        if (i >= 0) {
          nanos.recordValue(System.nanoTime() - start);
        }
      } catch (IotHubClientException timedOut) {
        lost++;
      }
    }
    System.out.printf(
        "%-45s median %.2f ms, p99 %.2f ms, %d lost%n",
        name, nanos.getValueAtPercentile(50) / 1e6, nanos.getValueAtPercentile(99) / 1e6, lost);
  }

  private static String said(BuiltProgram program, String... arguments) throws Exception {
    Path out = Files.createTempFile(program.folder(), "said", ".txt");
    Process process = program.twinhub(arguments).redirectOutput(out.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", arguments) + " failed");
    }
    return Files.readString(out).strip();
  }
}
