package io.twinhub.domain.access;

/** What a shared access policy may allow. Source: Azure's page on shared access signatures. */
public enum Permission {
  /** Read identities and statistics. */
  REGISTRY_READ("RegistryRead"),
  /** Create, change and delete identities. */
  REGISTRY_WRITE("RegistryWrite"),
  /** Use twins, queries and all else of the service side. */
  SERVICE_CONNECT("ServiceConnect"),
  /** Act as a device. */
  DEVICE_CONNECT("DeviceConnect");

  private final String azureName;

  Permission(String azureName) {
    this.azureName = azureName;
  }

  /** The name as Azure spells it. */
  public String azureName() {
    return azureName;
  }
}
