package io.twinhub.domain.access;

/**
 * What a back end may do, in Microsoft Entra's finer grain. A shared access policy allows an action by one
 * of its {@link Permission permissions}. Source: Azure's page on access to IoT Hub by Microsoft Entra ID.
 */
public enum DataAction {
  /** Read identities, list them. */
  DEVICES_READ("devices/read", Permission.REGISTRY_READ),
  /** Create and change identities. */
  DEVICES_WRITE("devices/write", Permission.REGISTRY_WRITE),
  /** Delete identities. */
  DEVICES_DELETE("devices/delete", Permission.REGISTRY_WRITE),
  /** Read how many identities there are. */
  STATISTICS_READ("statistics/read", Permission.REGISTRY_READ),
  /** Read twins, query them. */
  TWINS_READ("twins/read", Permission.SERVICE_CONNECT),
  /** Change and replace twins. */
  TWINS_WRITE("twins/write", Permission.SERVICE_CONNECT),
  /** Send messages to devices. */
  CLOUD_TO_DEVICE_MESSAGES_SEND("cloudToDeviceMessages/send/action", Permission.SERVICE_CONNECT);

  private static final String PREFIX = "Microsoft.Devices/IotHubs/";

  private final String azureName;
  private final Permission permission;

  DataAction(String name, Permission permission) {
    this.azureName = PREFIX + name;
    this.permission = permission;
  }

  /** The name as Azure's role definitions spell it. */
  public String azureName() {
    return azureName;
  }

  /** What a shared access policy must allow for this. */
  public Permission permission() {
    return permission;
  }
}
