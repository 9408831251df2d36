package io.twinhub.local.frontend.https.route.fleet;

import static io.twinhub.domain.access.DataAction.DIRECT_METHODS_INVOKE;
import static io.twinhub.domain.access.DataAction.TWINS_READ;
import static io.twinhub.domain.access.DataAction.TWINS_WRITE;

import io.twinhub.application.port.in.DigitalTwins;
import io.twinhub.domain.digitaltwin.Component;
import io.twinhub.domain.document.DigitalTwinDocument;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.frontend.https.route.Call;
import io.twinhub.local.frontend.https.route.Response;
import io.twinhub.local.frontend.https.route.Route;
import io.twinhub.local.frontend.wire.Percent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** {@code /digitaltwins}: digital twins (Plug and Play), and the commands of devices and their components. */
public final class DigitalTwinRoutes {
  private static final String TWIN = "digitaltwins/*";
  private static final String COMMANDS = "/commands/*";
  private static final String CONNECT = "connectTimeoutInSeconds";
  private static final String RESPONSE = "responseTimeoutInSeconds";
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final DigitalTwins twins;

  public DigitalTwinRoutes(DigitalTwins twins) {
    this.twins = twins;
  }

  public List<Route> routes() {
    return List.of(
        Route.ofRead(TWIN, this::get, TWINS_READ),
        Route.of("PATCH", TWIN, this::patch, TWINS_WRITE),
        Route.later("POST", TWIN + COMMANDS, this::command, DIRECT_METHODS_INVOKE),
        Route.later(
            "POST", TWIN + "/components/*" + COMMANDS, this::command, DIRECT_METHODS_INVOKE));
  }

  private Response get(Call call) {
    Twin twin = twins.get(call.principal(), call.deviceId());
    return Response.ok(DigitalTwinDocument.of(twin)).withEtag(twin.etag().value());
  }

  private Response patch(Call call) {
    DeviceId device = call.deviceId();
    Twin twin = twins.patch(
        call.principal(),
        device,
        DigitalTwinDocument.patch(call.request().json()),
        IfMatch.parse(call.header("If-Match").orElse("")));
    return Response.accepted()
        .withEtag(twin.etag().value())
        .with("Location", "/digitaltwins/" + Percent.encode(device.value()));
  }

  private CompletableFuture<Response> command(Call call) {
    CompletableFuture<MethodAnswer> answered =
        twins.invoke(call.principal(), call.deviceId(), method(call));
    CompletableFuture<Response> response = answered.thenApply(DigitalTwinRoutes::answer);
    var unused = response.whenComplete((sent, failure) -> {
      if (response.isCancelled()) {
        answered.cancel(false);
      }
    });
    return response;
  }

  private static Response answer(MethodAnswer answer) {
    return Response.okText(() -> answer.payload().json().toArray())
        .with("x-ms-command-statuscode", String.valueOf(answer.status()))
        .with("x-ms-request-id", UUID.randomUUID().toString());
  }

  private static MethodCall method(Call call) {
    List<String> ids = call.ids();
    MethodName name =
        ids.size() == 2 ? new MethodName(ids.get(1)) : Component.command(ids.get(1), ids.get(2));
    byte[] body = call.request().body();
    if (body.length > 0) {
      var unused = call.request().json();
    }
    MethodPayload payload = body.length > 0 ? MethodPayload.of(body) : MethodPayload.NULL;
    return new MethodCall(
        name,
        payload,
        seconds(call, CONNECT, Duration.ZERO),
        seconds(call, RESPONSE, MethodLimits.RESPONSE_TIMEOUT_DEFAULT));
  }

  private static Duration seconds(Call call, String name, Duration otherwise) {
    return call.request()
        .target()
        .parameter(name.toLowerCase(Locale.ROOT))
        .map(text -> {
          if (!SECONDS.matcher(text).matches()) {
            throw new HubException(
                RequestError.invalid("the query parameter %s is '%s'; it must be a whole number of"
                        .formatted(name, ClientText.shown(text))
                    + " seconds"));
          }
          return Duration.ofSeconds(Long.parseLong(text));
        })
        .orElse(otherwise);
  }
}
