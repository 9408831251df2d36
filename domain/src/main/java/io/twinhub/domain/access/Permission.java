package io.twinhub.domain.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a shared access policy may allow. Source: Azure's page on shared access signatures. */
public enum Permission {
  /** Read identities and statistics. */
  REGISTRY_READ("RegistryRead"),
  /** Create, change and delete identities. */
  REGISTRY_WRITE("RegistryWrite"),
  /** Use twins, queries and everything else on the service side. */
  SERVICE_CONNECT("ServiceConnect"),
  /** Act as a device. */
  DEVICE_CONNECT("DeviceConnect");

  private final String azureName;

  Permission(String azureName) {
    this.azureName = azureName;
  }

  /** The permission that {@code name} names, in any case. */
  public static Optional<Permission> find(String name) {
    return Arrays.stream(values())
        .filter(permission -> permission.azureName.equalsIgnoreCase(name))
        .findFirst();
  }

  /** The names as Azure spells them. */
  public static List<String> azureNames() {
    return Arrays.stream(values()).map(Permission::azureName).toList();
  }

  /** The name as Azure spells it. */
  public String azureName() {
    return azureName;
  }
}
