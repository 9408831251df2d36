package io.twinhub.local.frontend.https.route;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code /devices/{id}/messages} and {@code /devices/{id}/files}: what devices and modules may ask over
 * HTTPS. As on Azure that is no twin, and {@code connectionState} stays what it was.
 */
public final class DeviceRoutes {
  private static final String DEVICE = "devices/*";
  private static final String MODULE = "devices/*/modules/*";

  private DeviceRoutes() {}

  public static List<Route> routes() {
    return Stream.of(messages(DEVICE), messages(MODULE), files())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Route> messages(String sender) {
    String bound = sender + "/messages/deviceBound";
    return List.of(
        Route.ofDevice("POST", sender + "/messages/events", DeviceRoutes::accept),
        Route.ofDevice("GET", bound, call -> Response.noContent()),
        Route.ofDevice("DELETE", bound + "/?", DeviceRoutes::settle),
        Route.ofDevice("POST", bound + "/?/abandon", DeviceRoutes::settle));
  }

  private static List<Route> files() {
    return List.of(
        Route.ofDevice("POST", DEVICE + "/files", DeviceRoutes::upload),
        Route.ofDevice("POST", DEVICE + "/files/notifications", DeviceRoutes::upload),
        Route.ofDevice("POST", DEVICE + "/files/notifications/?", DeviceRoutes::upload));
  }

  private static Response accept(Call call) {
    Telemetry.check(call.request());
    return Response.noContent();
  }

  /** Completes, rejects or abandons a message; none was handed out, so nobody holds one. */
  private static Response settle(Call call) {
    throw new HubException(new RequestError.Refused(
        ErrorCode.DEVICE_MESSAGE_LOCK_LOST,
        "no message is locked by this token: this hub sends devices no messages"));
  }

  private static Response upload(Call call) {
    throw new HubException(new RequestError.Refused(
        ErrorCode.INVALID_OPERATION, "this hub has no storage account for file uploads"));
  }
}
