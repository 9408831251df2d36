package io.twinhub.bootstrap.simulation;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.ReportedPatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a simulated device does: it answers each method, completes each message, reports each desired property,
 * and sends telemetry. It does one thing at a time.
 */
public final class SimulatedDevice implements AutoCloseable {
  private final ConnectedDevice device;
  private final Reply reply;
  private final Consumer<JsonObject> told;
  private final Consumer<HubException> failed;
  private final ScheduledExecutorService reactions =
      Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "twinhub-simulated");
        thread.setDaemon(true);
        return thread;
      });

  /**
   * How it answers methods.
   *
   * @param status the status of each answer
   * @param payload the payload of each answer; if empty, the answer says what was called
   */
  public record Reply(int status, Optional<JsonValue> payload) {}

  /**
   * Acts for a connected device.
   *
   * @param told takes what happens: {@code {"desired"}}, {@code {"method"}} or {@code {"message"}}
   * @param failed takes the hub's refusals of what the device does
   */
  public SimulatedDevice(
      ConnectedDevice device,
      Reply reply,
      Consumer<JsonObject> told,
      Consumer<HubException> failed) {
    this.device = device;
    this.reply = reply;
    this.told = told;
    this.failed = failed;
  }

  /**
   * Starts to react; returns when the desired properties that are there already are reported. They are watched
   * before they are read, so that no change is missed.
   */
  public void begin() {
    var unusedWatch = device.connection().watchDesired(change -> later(() -> echo(change.patch())));
    var unusedCalls = device.connection().takeCalls(call -> later(() -> answer(call)));
    device.onMessage(message -> {
      told.accept(JsonObject.of("message", shown(message.message())));
      return Settlement.COMPLETE;
    });
    Runnable first = () -> safely(() -> echo(device.connection().read().desired()));
    CompletableFuture.runAsync(first, reactions).join();
  }

  /** Sends a message now and then one at the end of each interval. */
  public void sendEvery(Duration interval, Supplier<DeviceMessage> messages) {
    var unused = reactions.scheduleWithFixedDelay(
        () -> safely(() -> send(messages.get())), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void send(DeviceMessage message) {
    var unused = device.connection().send(message).whenComplete((nothing, failure) -> {
      if (failure instanceof HubException refusal) {
        failed.accept(refusal);
      }
    });
  }

  private void later(Runnable reaction) {
    try {
      reactions.execute(() -> safely(reaction));
    } catch (RejectedExecutionException closed) {
      // The connection is ending; what arrives too late is dropped.
    }
  }

  private void safely(Runnable reaction) {
    try {
      reaction.run();
    } catch (HubException refusal) {
      failed.accept(refusal);
    }
  }

  private void echo(JsonObject desired) {
    if (!desired.isEmpty()) {
      told.accept(JsonObject.of("desired", desired));
      var unusedVersion = device.connection().report(ReportedPatch.of(desired));
    }
  }

  private void answer(MethodRequest call) {
    JsonValue sent = JsonText.parse(call.payload().json().toArray());
    JsonObject called = JsonObject.builder()
        .put("methodName", call.name().value())
        .put("methodRequestPayload", sent)
        .build();
    told.accept(JsonObject.of("method", called));
    byte[] payload = JsonWriter.bytes(reply.payload().orElse(called));
    boolean unusedIsAwaited = device.connection().answer(call.id(), reply.status(), payload);
  }

  private static JsonObject shown(CloudMessage message) {
    JsonObject.Builder shown = JsonObject.builder();
    shown.put(
        "messageId",
        message.system().messageId().<JsonValue>map(JsonString::new).orElse(JsonNull.NULL));
    JsonObject.Builder properties = JsonObject.builder();
    message.properties().forEach(properties::put);
    return shown
        .put("properties", properties.build())
        .put("data", message.body().text())
        .build();
  }

  /** Stops it; the connection stays. */
  @Override
  public void close() {
    reactions.shutdown();
  }
}
