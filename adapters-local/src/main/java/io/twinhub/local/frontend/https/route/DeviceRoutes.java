package io.twinhub.local.frontend.https.route;

import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.MessageError;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.local.frontend.telemetry.Sending;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code /devices/{id}/messages} and {@code /devices/{id}/files}: the operations of devices and modules over
 * HTTPS. As on Azure, twins are not among them, and requests leave {@code connectionState} unchanged.
 */
public final class DeviceRoutes {
  /** How long a device locks a message, in seconds: a header or, from .NET, a query parameter. */
  private static final String LOCK = "iothub-messagelocktimeout";

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private static final int MILLIS = 3;

  private static final String DEVICE = "devices/*";
  private static final String MODULE = "devices/*/modules/*";

  private final DeviceMessages inbox;

  public DeviceRoutes(DeviceMessages inbox) {
    this.inbox = inbox;
  }

  public List<Route> routes() {
    return Stream.of(messages(DEVICE), messages(MODULE), files())
        .flatMap(List::stream)
        .toList();
  }

  private List<Route> messages(String sender) {
    String bound = sender + "/messages/deviceBound";
    return List.of(
        Route.laterOfDevice("POST", sender + "/messages/events", this::send),
        Route.ofDevice("GET", bound, this::receive),
        Route.ofDevice("DELETE", bound + "/?", this::completeOrReject),
        Route.ofDevice("POST", bound + "/?/abandon", this::abandon));
  }

  private static List<Route> files() {
    return List.of(
        Route.ofDevice("POST", DEVICE + "/files", DeviceRoutes::upload),
        Route.ofDevice("POST", DEVICE + "/files/notifications", DeviceRoutes::upload),
        Route.ofDevice("POST", DEVICE + "/files/notifications/?", DeviceRoutes::upload));
  }

  /** Responds once all messages are on disk. */
  private CompletableFuture<Response> send(Call call) {
    List<DeviceMessage> messages = Telemetry.read(call.request());
    return Sending.all(messages, message -> inbox.send(call.device(), message))
        .thenApply(done -> Response.noContent());
  }

  private Response receive(Call call) {
    Duration lock = call.header(LOCK)
        .or(() -> call.request().target().parameter(LOCK))
        .map(DeviceRoutes::seconds)
        .orElse(MessageLimits.LOCK_DEFAULT);
    return inbox
        .receive(call.device(), lock)
        .map(MessageResponse::of)
        .orElseGet(Response::noContent);
  }

  /** .NET sends the remainder of its own time-out, which may be fractional. */
  private static Duration seconds(String text) {
    if (!SECONDS.matcher(text.strip()).matches()) {
      throw new HubException(MessageError.lockOutOfRange(text));
    }
    return Duration.ofMillis(new BigDecimal(text.strip()).movePointRight(MILLIS).longValue());
  }

  /** Only the parameter's name matters, not its value; Java puts a question mark before it. */
  private Response completeOrReject(Call call) {
    Set<String> parameters = call.request().target().parameters().keySet();
    boolean reject = parameters.contains("reject") || parameters.contains("?reject");
    return settle(call, 1, reject ? Settlement.REJECT : Settlement.COMPLETE);
  }

  private Response abandon(Call call) {
    return settle(call, 2, Settlement.ABANDON);
  }

  /** The lock token is in the path. It may also be in If-Match, which not every client sends. */
  private Response settle(Call call, int fromEnd, Settlement settlement) {
    List<String> segments = call.request().target().segments();
    String token = segments.get(segments.size() - fromEnd).replace("\"", "");
    inbox.settle(
        call.device(),
        LockToken.parse(token).orElseThrow(() -> new HubException(MessageError.lockLost())),
        settlement);
    return Response.noContent();
  }

  private static Response upload(Call call) {
    throw new HubException(HubError.of(
        ErrorCode.INVALID_OPERATION, "this hub has no storage account for file uploads"));
  }
}
