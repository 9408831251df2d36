package io.twinhub.benchmark;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.testing.Device;
import io.twinhub.bootstrap.testing.JunitRun;
import io.twinhub.bootstrap.testing.TestDevice;
import io.twinhub.bootstrap.testing.TestHub;
import io.twinhub.bootstrap.testing.TwinhubTest;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.ReportedPatch;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;

/**
 * How long JUnit takes for tests that have a hub each, beside the budgets: 1,000 in this process, and 100 with
 * sockets and an unmodified client of the Azure SDK. Over MQTT that client sleeps for 300 ms whenever it
 * connects, so these tests run side by side, too.
 */
final class TestKitBenchmark {
  private static final int WITH_SOCKETS = 100;
  private static final int IN_PROCESS = 1_000;
  private static final int THREADS = 8;
  private static final double WITH_SOCKETS_SECONDS_MAX = 20;
  private static final double IN_PROCESS_SECONDS_MAX = 10;

  private TestKitBenchmark() {}

  /** Tests of a client of the Azure SDK. */
  @TwinhubTest(sockets = true)
  static class WithSockets {
    @RepeatedTest(WITH_SOCKETS)
    void reports(TestHub hub, @Device("thermostat") TestDevice device) throws Exception {
      DeviceClient client = new DeviceClient(device.connectionString(), IotHubClientProtocol.MQTT);
      try {
        client.open(false);
        client.subscribeToDesiredProperties((twin, context) -> {}, null);
        TwinCollection reported = new TwinCollection();
        reported.put("temperature", 21);
        client.updateReportedPropertiesAsync(
            reported, (status, answer, failure, context) -> {}, null);
        hub.await("thermostat").reported("temperature", 21);
      } finally {
        client.close();
      }
    }
  }

  /** Tests of code that is written against the ports. */
  @TwinhubTest
  static class InProcess {
    @RepeatedTest(IN_PROCESS)
    void reports(TestHub hub, @Device("thermostat") DeviceConnection device) {
      device.report(ReportedPatch.of(JsonObject.of("temperature", JsonNumber.of(21))));
      hub.await("thermostat").reported("temperature", 21);
    }
  }

  static void run() {
    System.out.printf("%-52s %10s %10s %10s%n", "tests", "seconds", "budget s", "failed");
    measure(
        "%,d in this process".formatted(IN_PROCESS), IN_PROCESS_SECONDS_MAX, 1, InProcess.class);
    for (int threads : List.of(1, THREADS)) {
      measure(
          "%,d with sockets and an SDK client, %d at a time".formatted(WITH_SOCKETS, threads),
          WITH_SOCKETS_SECONDS_MAX,
          threads,
          WithSockets.class);
    }
  }

  private static void measure(String name, double budget, int threads, Class<?> tests) {
    long start = System.nanoTime();
    JunitRun run = JunitRun.of(JunitRun.parallel(threads), tests);
    System.out.printf(
        "%-52s %10.1f %10.0f %10d%n",
        name, LoadBenchmark.seconds(start), budget, run.failures().size());
    run.messages().stream().limit(1).forEach(System.out::println);
  }
}
