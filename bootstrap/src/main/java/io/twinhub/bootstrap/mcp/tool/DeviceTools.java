package io.twinhub.bootstrap.mcp.tool;

import io.twinhub.application.document.MethodDocument;
import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.mcp.AgentHub;
import io.twinhub.bootstrap.mcp.AnswerSize;
import io.twinhub.bootstrap.mcp.Argument;
import io.twinhub.bootstrap.mcp.Arguments;
import io.twinhub.bootstrap.mcp.Effect;
import io.twinhub.bootstrap.mcp.Scope;
import io.twinhub.bootstrap.mcp.Tool;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What reaches a device: methods and messages. */
final class DeviceTools {
  /** How much longer than the device may take the hub is waited for. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** How long a device may take, in seconds. Source: the limits of direct methods, 5 to 300. */
  private static final int TIMEOUT_MIN = 5;

  private static final int TIMEOUT_MAX = 300;
  private static final int TIMEOUT_DEFAULT = 30;

  private static final String METHOD = "method";
  private static final String PAYLOAD = "payload";
  private static final String TIMEOUT = "timeoutSeconds";
  private static final String BODY = "body";
  private static final String APPLICATION = "applicationProperties";

  private final AgentHub hub;

  private DeviceTools(AgentHub hub) {
    this.hub = hub;
  }

  static List<Tool> of(AgentHub hub) {
    DeviceTools tools = new DeviceTools(hub);
    return List.of(
        new Tool(
            "invoke_method",
            "Calls a direct method of a connected device or module and waits for its answer. If it is not"
                + " connected the call fails at once; send_message waits for it.",
            Scope.ANY,
            Effect.ACTS,
            Arguments.ofTarget()
                .needs(METHOD, Argument.text("The name of the method.", "reboot"))
                .takes(
                    PAYLOAD,
                    Argument.json(
                        "What the method gets: any JSON.",
                        JsonObject.of("delay", JsonNumber.of(5))))
                .takes(
                    TIMEOUT,
                    Argument.whole(
                        "How long the device may take.",
                        TIMEOUT_MIN,
                        TIMEOUT_MAX,
                        TIMEOUT_DEFAULT)),
            tools::called),
        new Tool(
            "send_message",
            "Puts a cloud-to-device message into the queue of a device or module, which gets it when it connects.",
            Scope.ANY,
            Effect.ADDS,
            Arguments.ofTarget()
                .needs(BODY, Argument.text("The text of the message.", "{\"alarm\":true}"))
                .takes(
                    APPLICATION,
                    Argument.object(
                        "Application properties: texts by name.",
                        JsonObject.of("level", new JsonString("high")))),
            tools::sent));
  }

  private JsonObject called(Members arguments) {
    MethodPayload payload = arguments
        .find(PAYLOAD)
        .map(JsonWriter::bytes)
        .map(MethodPayload::of)
        .orElse(MethodPayload.NULL);
    MethodCall call = MethodCall.of(new MethodName(arguments.text(METHOD).orElse("")), payload)
        .answeredWithin(Duration.ofSeconds(Given.number(arguments, TIMEOUT, TIMEOUT_DEFAULT)));
    JsonObject answer = hub.called(
        Given.address(arguments),
        JsonText.parseObject(MethodDocument.text(call)),
        call.responseTimeout().plus(MARGIN));
    return AnswerSize.fits(answer)
        ? answer
        : answer.with(
            PAYLOAD, new JsonString(cut(answer.find(PAYLOAD).orElseThrow().toString())));
  }

  private static String cut(String payload) {
    return "%s… (cut: the device answered %d characters)"
        .formatted(payload.substring(0, AnswerSize.MAX / 2), payload.length());
  }

  private JsonObject sent(Members arguments) {
    String id = UUID.randomUUID().toString();
    CloudMessage.Builder message = CloudMessage.to(Given.address(arguments))
        .body(arguments.text(BODY).orElse("").getBytes(StandardCharsets.UTF_8))
        .messageId(id)
        .contentEncoding("utf-8");
    arguments.inner(APPLICATION).object().forEach((name, value) -> {
      if (!(value instanceof JsonString text)) {
        throw Given.refused("%s.%s must be a string".formatted(APPLICATION, name));
      }
      message.property(name, text.value());
    });
    hub.send(message.build());
    return JsonObject.builder().put("queued", true).put("messageId", id).build();
  }
}
