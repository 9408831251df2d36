package io.twinhub.local.frontend.https;

import java.util.List;

/** What Azure has and this hub does not: named, so that nobody searches for a mistake of his own. */
final class UnbuiltRoutes {
  private UnbuiltRoutes() {}

  static List<Route> routes() {
    return List.of(
        Route.notBuilt("twins/*/methods", "direct methods"),
        Route.notBuilt("twins/*/modules/*/methods", "direct methods"),
        Route.notBuilt("devices/*/applyConfigurationContent", "configurations"),
        Route.notBuilt(
            "devices/*/modules/*/devicesAndModulesInDeviceScope", "scopes of edge devices"),
        Route.notBuilt(
            "devices/*/modules/*/deviceAndModuleInDeviceScope", "scopes of edge devices"),
        Route.notBuilt("messages/serviceBound/feedback/**", "feedback of cloud-to-device messages"),
        Route.notBuilt("messages/serviceBound/filenotifications/**", "file notifications"),
        Route.notBuilt("jobs/**", "jobs"),
        Route.notBuilt("configurations/**", "configurations"),
        Route.notBuilt("digitaltwins/**", "digital twins"));
  }
}
