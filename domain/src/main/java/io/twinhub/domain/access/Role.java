package io.twinhub.domain.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Azure's built-in roles for an IoT Hub's data. Source: Azure's page on built-in roles. */
public enum Role {
  /** Everything. */
  DATA_CONTRIBUTOR("IoT Hub Data Contributor", "4fc6c259-987e-4a07-842e-c321cc9d413f", "/"),
  /** All actions that only read, and notifications of uploaded files. */
  DATA_READER(
      "IoT Hub Data Reader",
      "b447c946-2db7-41ec-983d-d8bf3b1c77e3",
      "/read|/fileUpload/notifications/"),
  /** Identities. */
  REGISTRY_CONTRIBUTOR(
      "IoT Hub Registry Contributor", "4ea46cd5-c1b2-4a8e-910b-273211f9ce47", "/devices/"),
  /** Twins. */
  TWIN_CONTRIBUTOR("IoT Hub Twin Contributor", "494bdba2-168f-4f31-a0a1-191d2f7c028c", "/twins/");

  private final String azureName;
  private final String id;

  /** A pattern that is found in the names of the data actions that the role allows. */
  private final String allows;

  Role(String azureName, String id, String allows) {
    this.azureName = azureName;
    this.id = id;
    this.allows = allows;
  }

  /** The role with this name, in any case, or with this id. */
  public static Optional<Role> find(String nameOrId) {
    return Arrays.stream(values())
        .filter(role -> role.azureName.equalsIgnoreCase(nameOrId) || role.id.equals(nameOrId))
        .findFirst();
  }

  /** The name as Azure shows it. */
  public String azureName() {
    return azureName;
  }

  /** What it allows. */
  public Set<DataAction> actions() {
    Pattern pattern = Pattern.compile(allows);
    return Arrays.stream(DataAction.values())
        .filter(action -> pattern.matcher(action.azureName()).find())
        .collect(Collectors.toUnmodifiableSet());
  }
}
