package io.twinhub.local.frontend.https.route;

import static io.twinhub.domain.access.DataAction.CLOUD_TO_DEVICE_MESSAGES_FEEDBACK;
import static io.twinhub.domain.access.DataAction.FILE_UPLOAD_NOTIFICATIONS;

import java.util.List;

/**
 * Operations that Azure has and this hub does not. The responses say so, so that callers do not look for an
 * error of their own. The right that Azure requires is checked first.
 */
public final class UnbuiltRoutes {
  private static final String WHAT_BECAME = "feedback of cloud-to-device messages";
  private static final String FEEDBACK = "messages/serviceBound/feedback";
  private static final String FILES = "messages/serviceBound/filenotifications";

  private UnbuiltRoutes() {}

  public static List<Route> routes() {
    return List.of(
        Route.notBuiltForDevices(
            Route.ANY,
            "devices/*/modules/*/devicesAndModulesInDeviceScope",
            "scopes of edge devices"),
        Route.notBuiltForDevices(
            Route.ANY,
            "devices/*/modules/*/deviceAndModuleInDeviceScope",
            "scopes of edge devices"),
        Route.notBuilt("GET", FEEDBACK, WHAT_BECAME, CLOUD_TO_DEVICE_MESSAGES_FEEDBACK),
        Route.notBuilt(Route.ANY, FEEDBACK + "/**", WHAT_BECAME, CLOUD_TO_DEVICE_MESSAGES_FEEDBACK),
        Route.notBuilt("GET", FILES, "file notifications", FILE_UPLOAD_NOTIFICATIONS),
        Route.notBuilt(Route.ANY, FILES + "/**", "file notifications", FILE_UPLOAD_NOTIFICATIONS));
  }
}
