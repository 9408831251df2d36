package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.ReportedPatch;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The part of a simulated device that reacts to methods, messages and desired properties, one at a time. */
final class SimulatedDevice implements AutoCloseable {
  private final ConnectedDevice device;
  private final Lines lines;
  private final int status;
  private final Optional<JsonValue> payload;
  private final ExecutorService reactions = Executors.newSingleThreadExecutor(work -> {
    Thread thread = new Thread(work, "twinhub-simulated");
    thread.setDaemon(true);
    return thread;
  });

  /**
   * Reacts for a connected device.
   *
   * @param status the status of each answer to a method
   * @param payload the payload of each answer; if empty, the answer says what was called
   */
  SimulatedDevice(ConnectedDevice device, Lines lines, int status, Optional<JsonValue> payload) {
    this.device = device;
    this.lines = lines;
    this.status = status;
    this.payload = payload;
  }

  /** Starts to react. Desired properties are watched before they are read, so that no change is missed. */
  void begin(Presence presence) {
    var unusedWatch =
        device.connection().watchDesired(change -> later(presence, () -> echo(change.patch())));
    later(presence, () -> echo(device.connection().read().desired()));
    var unusedCalls = device.connection().takeCalls(call -> later(presence, () -> answer(call)));
    device.onMessage(message -> {
      lines.print(JsonObject.of("message", shown(message.message())));
      return Settlement.COMPLETE;
    });
  }

  private void later(Presence presence, Runnable reaction) {
    try {
      reactions.execute(() -> {
        try {
          reaction.run();
        } catch (HubException refusal) {
          presence.fail(CommandFailure.of(refusal));
        }
      });
    } catch (RejectedExecutionException closed) {
      // The connection is ending; what arrives too late is dropped.
    }
  }

  private void echo(JsonObject desired) {
    if (!desired.isEmpty()) {
      lines.print(JsonObject.of("desired", desired));
      var unusedVersion = device.connection().report(ReportedPatch.of(desired));
    }
  }

  private void answer(MethodRequest call) {
    JsonValue sent = JsonText.parse(call.payload().json().toArray());
    JsonObject called = JsonObject.builder()
        .put("methodName", call.name().value())
        .put("methodRequestPayload", sent)
        .build();
    lines.print(JsonObject.of("method", called));
    boolean unusedIsAwaited =
        device.connection().answer(call.id(), status, JsonWriter.bytes(payload.orElse(called)));
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

  @Override
  public void close() {
    reactions.shutdown();
  }
}
