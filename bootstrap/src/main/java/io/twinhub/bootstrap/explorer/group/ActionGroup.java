package io.twinhub.bootstrap.explorer.group;

import io.twinhub.application.document.MethodDocument;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.azure.wire.Waits;
import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.bootstrap.simulation.SimulationPlan;
import io.twinhub.bootstrap.simulation.Simulations;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What can be done to a device: {@code methods}, {@code messages} and {@code simulation} below it. */
final class ActionGroup implements ExplorerGroup {
  /** How much longer than the device may take the hub is waited for. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private static final String NAME = "name";
  private static final String PAYLOAD = "payload";
  private static final String TIMEOUT = "timeout";
  private static final String BODY = "body";
  private static final String PROPERTIES = "properties";
  private static final String ACK = "ack";

  private final HubPorts ports;
  private final Simulations simulations;

  /** @param simulations closed with this */
  ActionGroup(HubPorts ports, Simulations simulations) {
    this.ports = ports;
    this.simulations = simulations;
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return switch (request.route()) {
      case "POST devices/*/methods" -> Optional.of(new ExplorerAnswer.Text(called(request)));
      case "POST devices/*/messages" -> Optional.of(ExplorerAnswer.of(sent(request)));
      case "POST devices/*/simulation" -> Optional.of(ExplorerAnswer.of(simulated(request)));
      case "DELETE devices/*/simulation" -> {
        simulations.stop(request.address());
        yield Optional.of(ExplorerAnswer.done());
      }
      default -> Optional.empty();
    };
  }

  /** {@code {"name","payload"?,"timeout"?}}, the time in seconds; the answer is {@code {"status","payload"}}. */
  private byte[] called(ExplorerRequest request) {
    Members body = request.members();
    body.requireKnown(Set.of(NAME, PAYLOAD, TIMEOUT));
    MethodPayload payload = JsonText.memberOf(request.body(), PAYLOAD)
        .map(MethodPayload::of)
        .orElse(MethodPayload.NULL);
    MethodCall call = MethodCall.of(new MethodName(body.text(NAME).orElse("")), payload)
        .answeredWithin(timeout(body));
    return MethodDocument.text(Waits.done(
        "the hub",
        ports.methods().invoke(request.address(), call),
        call.responseTimeout().plus(MARGIN)));
  }

  private static Duration timeout(Members body) {
    return body.find(TIMEOUT)
        .map(value -> {
          if (value instanceof JsonNumber number && number.isLong()) {
            return Duration.ofSeconds(number.longValue());
          }
          throw body.invalid(TIMEOUT, "must be a whole number of seconds");
        })
        .orElse(MethodLimits.RESPONSE_TIMEOUT_DEFAULT);
  }

  /** {@code {"body"?,"properties"?,"ack"?}}; the answer is {@code {"messageId"}}. */
  private JsonObject sent(ExplorerRequest request) {
    Members body = request.members();
    body.requireKnown(Set.of(BODY, PROPERTIES, ACK));
    String id = UUID.randomUUID().toString();
    CloudMessage.Builder message = CloudMessage.to(request.address())
        .body(body.text(BODY).orElse("").getBytes(StandardCharsets.UTF_8))
        .messageId(id)
        .contentEncoding("utf-8");
    body.filledText(ACK).map(MessageAck::parse).ifPresent(message::ack);
    Members properties = body.inner(PROPERTIES);
    properties.object().forEach((name, value) -> {
      if (!(value instanceof JsonString text)) {
        throw properties.invalid(name, "must be a string");
      }
      message.property(name, text.value());
    });
    ports.messages().send(message.build());
    return JsonObject.of("messageId", new JsonString(id));
  }

  private JsonObject simulated(ExplorerRequest request) {
    SimulationPlan plan = SimulationPlan.read(request.members());
    return simulations.start(request.address(), plan).json();
  }

  @Override
  public void close() {
    simulations.close();
  }
}
