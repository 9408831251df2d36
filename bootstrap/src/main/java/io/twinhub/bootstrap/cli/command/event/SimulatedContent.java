package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.simulation.TelemetryTemplate;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.event.DeviceMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Mixin;

/**
 * The telemetry of a simulated device, with the options of {@code az}. A JSON object is sent unchanged, but for
 * ranges of numbers; see {@link TelemetryTemplate}.
 */
final class SimulatedContent {
  @Mixin
  private TelemetryContent content = new TelemetryContent();

  /** A message, and how it is shown. */
  record Message(DeviceMessage sent, JsonValue shown) {}

  /** Makes messages. */
  interface Telemetry {

    /** The message of this number, from 1. */
    Message number(int number);
  }

  /** The text to send. */
  Telemetry telemetry() {
    DeviceMessage given = content.message();
    String text = given.body().text();
    Optional<TelemetryTemplate> template = object(text).map(SimulatedContent::template);
    return number -> {
      JsonObject body = template
          .map(TelemetryTemplate::next)
          .orElseGet(() -> JsonObject.builder()
              .put("id", UUID.randomUUID().toString())
              .put("timestamp", Instant.now().toString())
              .put("data", "%s #%d".formatted(text, number))
              .build());
      DeviceMessage json = DeviceMessage.ofJson(body.toString());
      return new Message(content.withProperties(json), body);
    };
  }

  private static TelemetryTemplate template(JsonObject object) {
    try {
      return TelemetryTemplate.of(object, RandomGenerator.getDefault());
    } catch (HubException wrong) {
      throw CommandFailure.usage("--data: " + wrong.error().message());
    }
  }

  private static Optional<JsonObject> object(String text) {
    try {
      return Optional.of(JsonText.parseObject(text));
    } catch (HubException noObject) {
      return Optional.empty();
    }
  }
}
