package io.twinhub.conformance;

import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A device or module of the Java rows of the SDK matrix, and its back end: one method an operation. */
final class SdkMatrixDevice implements AutoCloseable {
  private static final int CALL_MILLIS_MAX = 5_000;

  private static final int ATTEMPT_MILLIS_MAX = 4_000;
  private static final int TROUBLE_SECONDS_MAX = 40;
  private static final int HEARING_SECONDS = 2;
  private static final int POLL_MILLIS = 20;
  private static final String WANTED = "n";

  private final InternalClient client;
  private final TwinClient backEnd;
  private final Twin name;
  private final Queue<Object> heard = new ConcurrentLinkedQueue<>();
  private long count;

  /**
   * A device that is not open yet.
   *
   * @param name its ids; a twin without content
   */
  SdkMatrixDevice(InternalClient client, TwinClient backEnd, Twin name) {
    this.client = client;
    this.backEnd = backEnd;
    this.name = name;
  }

  /** Connects, and sends a message. */
  void open() throws IotHubClientException, InterruptedException {
    client.open(false);
    send();
  }

  void send() throws IotHubClientException, InterruptedException {
    DeviceProgram.retried(() -> {
      client.sendEvent(new Message("hello"), CALL_MILLIS_MAX);
      return true;
    });
  }

  /** Reads the twin; the SDK wants a subscription before. */
  void readTwin() throws Exception {
    DeviceProgram.retried(() -> {
      client.subscribeToDesiredProperties(
          (twin, context) -> heard.add(twin.getDesiredProperties().getOrDefault(WANTED, "")),
          "unused",
          CALL_MILLIS_MAX);
      return true;
    });
    requireSame(CALL_MILLIS_MAX);
  }

  private void requireSame(int millis) throws Exception {
    int version = DeviceProgram.retried(() -> client.getTwin(millis))
        .getDesiredProperties()
        .getVersion();
    int stored = stored().getDesiredProperties().getVersion();
    if (version != stored) {
      throw new IllegalStateException(
          "the device reads version %d, the back end %d".formatted(version, stored));
    }
  }

  private Twin stored() throws IOException, IotHubException {
    return name.getModuleId() == null
        ? backEnd.get(name.getDeviceId())
        : backEnd.get(name.getDeviceId(), name.getModuleId());
  }

  /** Reports, and has the back end see it. */
  void report() throws Exception {
    TwinCollection patch = new TwinCollection(Map.of("said", 1));
    DeviceProgram.retried(() -> client.updateReportedProperties(patch, CALL_MILLIS_MAX));
    if (!stored().getReportedProperties().containsKey("said")) {
      throw new IllegalStateException("the back end sees no report");
    }
  }

  /** Has the back end write until the device hears: it may be deaf just after it is back. */
  void hear() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TROUBLE_SECONDS_MAX);
    while (System.nanoTime() < end) {
      count++;
      Twin patch = name.getModuleId() == null
          ? new Twin(name.getDeviceId())
          : new Twin(name.getDeviceId(), name.getModuleId());
      patch.getDesiredProperties().put(WANTED, count);
      backEnd.patch(patch);
      long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(HEARING_SECONDS);
      while (System.nanoTime() < last) {
        if (heard.stream()
            .anyMatch(n -> n instanceof Number number && number.longValue() == count)) {
          return;
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
    throw new IllegalStateException("the device heard of no desired property");
  }

  /** Is dropped, comes back by itself, reads its twin and hears again. */
  void comeBack(URI cut) throws Exception {
    String dropped = HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(cut).build(), HttpResponse.BodyHandlers.ofString())
        .body();
    if (dropped.equals("0")) {
      throw new IllegalStateException("there was no connection to drop");
    }
    awaitTwin();
    hear();
  }

  /** Reads the twin as soon as the SDK is connected again. */
  void awaitTwin() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TROUBLE_SECONDS_MAX);
    while (true) {
      try {
        requireSame(ATTEMPT_MILLIS_MAX);
        return;
      } catch (IotHubClientException | IllegalStateException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /** The SDK has no call for it; fails once it has. */
  static void unsubscribe() {
    boolean possible = Stream.of(InternalClient.class.getMethods())
        .anyMatch(method -> method.getName().startsWith("unsubscribe"));
    if (possible) {
      throw new IllegalStateException("the SDK has a call for it now: use it here");
    }
    throw new NoSuchCall("InternalClient has no method that unsubscribes");
  }

  /** What cannot even be tried, so that the SDK has no error for it. */
  static final class NoSuchCall extends UnsupportedOperationException {
    private static final long serialVersionUID = 1L;

    NoSuchCall(String finding) {
      super("no such call: " + finding);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
