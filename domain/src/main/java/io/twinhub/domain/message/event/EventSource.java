package io.twinhub.domain.message.event;

import java.util.Arrays;
import java.util.Optional;

/** What causes an event. Source: Azure's pages on message routing and on non-telemetry events. */
public enum EventSource {
  /** A device sent a message. */
  TELEMETRY("Telemetry", "DeviceMessages"),
  /** Tags, desired or reported properties were written. */
  TWIN_CHANGES("twinChangeEvents", "TwinChangeEvents"),
  /** An identity was registered or deleted. */
  DEVICE_LIFECYCLE("deviceLifecycleEvents", "DeviceLifecycleEvents"),
  /** A device connected or disconnected. */
  CONNECTION_STATE("deviceConnectionStateEvents", "DeviceConnectionStateEvents");

  private final String azureName;
  private final String routeName;

  EventSource(String azureName, String routeName) {
    this.azureName = azureName;
    this.routeName = routeName;
  }

  /** The name in events. */
  public String azureName() {
    return azureName;
  }

  /** The name in routes. */
  public String routeName() {
    return routeName;
  }

  /** The source that has {@code name} in events. */
  public static Optional<EventSource> ofAzureName(String name) {
    return Arrays.stream(values()).filter(one -> one.azureName.equals(name)).findFirst();
  }

  /** The source that has this name in routes, in any case. */
  public static Optional<EventSource> ofRouteName(String name) {
    return Arrays.stream(values())
        .filter(one -> one.routeName.equalsIgnoreCase(name))
        .findFirst();
  }
}
