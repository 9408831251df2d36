package io.twinhub.domain.access;

/**
 * What a back end may do, in the finer-grained actions of Microsoft Entra ID. A shared access policy allows
 * an action by one of its {@link Permission permissions}. Source: Azure's page on access to IoT Hub by
 * Microsoft Entra ID.
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
  /** Call direct methods and commands. */
  DIRECT_METHODS_INVOKE("directMethods/invoke/action", Permission.SERVICE_CONNECT),
  /** Read jobs. */
  JOBS_READ("jobs/read", Permission.SERVICE_CONNECT),
  /** Create jobs. */
  JOBS_WRITE("jobs/write", Permission.SERVICE_CONNECT),
  /** Cancel jobs. */
  JOBS_DELETE("jobs/delete", Permission.SERVICE_CONNECT),
  /** Read configurations. */
  CONFIGURATIONS_READ("configurations/read", Permission.REGISTRY_READ),
  /** Create and change configurations. */
  CONFIGURATIONS_WRITE("configurations/write", Permission.REGISTRY_WRITE),
  /** Delete configurations. */
  CONFIGURATIONS_DELETE("configurations/delete", Permission.REGISTRY_WRITE),
  /** Apply a configuration's content to one edge device. */
  CONFIGURATIONS_APPLY("configurations/applyToEdgeDevice/action", Permission.REGISTRY_WRITE),
  /** Try the target condition and the metrics of a configuration. */
  CONFIGURATIONS_TEST("configurations/testQueries/action", Permission.REGISTRY_READ),
  /** Send messages to devices. */
  CLOUD_TO_DEVICE_MESSAGES_SEND("cloudToDeviceMessages/send/action", Permission.SERVICE_CONNECT),
  /** Read feedback on messages to devices. */
  CLOUD_TO_DEVICE_MESSAGES_FEEDBACK(
      "cloudToDeviceMessages/feedback/action", Permission.SERVICE_CONNECT),
  /** Throw away the messages that wait for a device. */
  CLOUD_TO_DEVICE_MESSAGES_PURGE(
      "cloudToDeviceMessages/queue/purge/action", Permission.SERVICE_CONNECT),
  /** Read the events of the hub. Azure has no such action: its built-in endpoint takes only policies. */
  EVENTS_READ("events/receive/action", Permission.SERVICE_CONNECT),
  /** Read notifications of files that devices uploaded. */
  FILE_UPLOAD_NOTIFICATIONS("fileUpload/notifications/action", Permission.SERVICE_CONNECT);

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

  /** The permission of a shared access policy that allows this. */
  public Permission permission() {
    return permission;
  }
}
