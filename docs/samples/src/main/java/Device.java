import io.twinhub.application.device.DesiredFollower;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.twin.ReportedPatch;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The device: says how it is connected and follows what the back end wants, over lost connections. */
public class Device implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final CountDownLatch twinWasRead = new CountDownLatch(1);
  private final BlockingQueue<Long> temperatures = new LinkedBlockingQueue<>();
  private final DesiredFollower follower;

  public Device(DeviceConnections connections, String deviceId) {
    follower = new DesiredFollower(
        connections,
        TwinAddress.device(deviceId),
        executor,
        reason -> System.out.println("disconnected: " + reason.sentence()));
    follower.listeners().onChange(change -> twinWasRead.countDown());
    follower.listeners().onProperty(JsonPath.of("climate", "minTemperature"), value -> {
      System.out.println("min temp = " + value);
      if (value instanceof JsonNumber number && number.isLong()) {
        temperatures.add(number.longValue());
      }
    });
    follower.start();
  }

  public void reportConnectivity(String type) throws InterruptedException {
    if (!twinWasRead.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not connected within " + PATIENCE_SECONDS + " s");
    }
    JsonObject connectivity = JsonObject.of("type", new JsonString(type));
    follower.report(ReportedPatch.of(JsonObject.of("connectivity", connectivity)));
    System.out.println("twin state reported");
  }

  public void awaitTemperature(long wanted) throws InterruptedException {
    Long heard;
    do {
      heard = temperatures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (heard == null) {
        throw new IllegalStateException("heard of no temperature within " + PATIENCE_SECONDS + " s");
      }
    } while (heard != wanted);
  }

  @Override
  public void close() {
    follower.close();
    executor.shutdown();
  }
}
