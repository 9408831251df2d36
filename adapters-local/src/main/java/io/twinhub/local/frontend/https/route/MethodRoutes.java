package io.twinhub.local.frontend.https.route;

import static io.twinhub.domain.access.DataAction.DIRECT_METHODS_INVOKE;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code /twins/ID/methods}: direct methods, as back ends call them, and modules those beside them. */
public final class MethodRoutes {
  private final ServiceMethods methods;

  public MethodRoutes(ServiceMethods methods) {
    this.methods = methods;
  }

  public List<Route> routes() {
    return List.of(
        Route.ofModule("POST", "twins/*/methods", this::invoke, DIRECT_METHODS_INVOKE),
        Route.ofModule("POST", "twins/*/modules/*/methods", this::invoke, DIRECT_METHODS_INVOKE));
  }

  private CompletableFuture<Response> invoke(Call call) {
    Request request = call.request();
    MethodCall wanted = wanted(Members.of(request.jsonObject()), request.body());
    CompletableFuture<MethodAnswer> answered =
        methods.invoke(call.principal(), call.address(), wanted);
    CompletableFuture<Response> response = answered.thenApply(MethodRoutes::answer);
    var unused = response.whenComplete((sent, failure) -> {
      if (response.isCancelled()) {
        answered.cancel(false);
      }
    });
    return response;
  }

  private static MethodCall wanted(Members body, byte[] text) {
    return new MethodCall(
        new MethodName(body.text("methodName").orElse("")),
        JsonText.memberOf(text, "payload").map(MethodPayload::of).orElse(MethodPayload.NULL),
        seconds(body, "connectTimeoutInSeconds").orElse(Duration.ZERO),
        seconds(body, "responseTimeoutInSeconds").orElse(MethodLimits.RESPONSE_TIMEOUT_DEFAULT));
  }

  private static Optional<Duration> seconds(Members body, String name) {
    return body.find(name).map(value -> seconds(body, name, value));
  }

  private static Duration seconds(Members body, String name, JsonValue value) {
    if (value instanceof JsonNumber number && number.isLong()) {
      return Duration.ofSeconds(number.longValue());
    }
    throw body.invalid(name, "must be a whole number of seconds");
  }

  /** The device's text as it is: it was checked when it came. */
  private static Response answer(MethodAnswer answer) {
    byte[] payload = answer.payload().json().toArray();
    ByteArrayOutputStream body = new ByteArrayOutputStream(payload.length + 64);
    body.writeBytes("{\"status\":%d,\"payload\":"
        .formatted(answer.status())
        .getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(payload);
    body.write('}');
    return Response.okText(body::toByteArray);
  }
}
