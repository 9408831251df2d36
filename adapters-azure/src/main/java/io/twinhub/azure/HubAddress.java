package io.twinhub.azure;

import io.twinhub.domain.identity.SharedKey;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a hub is and the policy to use there: a service connection string, taken apart.
 *
 * @param hostName the hub; with {@code :port} where REST is not on 443, as of a local hub
 * @param policy the shared access policy's name
 * @param key its key
 */
public record HubAddress(String hostName, String policy, SharedKey key) {

  /**
   * Reads {@code HostName=…;SharedAccessKeyName=…;SharedAccessKey=…}; other parts do not count.
   *
   * @throws IllegalArgumentException naming the part that is missing, never a key
   */
  public static HubAddress parse(String connectionString) {
    Map<String, String> parts = new HashMap<>();
    for (String part : connectionString.strip().split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).toLowerCase(Locale.ROOT), part.substring(equals + 1));
      }
    }
    return new HubAddress(
        required(parts, "HostName"),
        required(parts, "SharedAccessKeyName"),
        new SharedKey(required(parts, "SharedAccessKey")));
  }

  private static String required(Map<String, String> parts, String name) {
    return Optional.ofNullable(parts.get(name.toLowerCase(Locale.ROOT)))
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () -> new IllegalArgumentException("the connection string lacks %s".formatted(name)));
  }

  /** The host without a port, as device connection strings name it: device ports are fixed. */
  String bareHost() {
    int colon = hostName.lastIndexOf(':');
    return colon < 0 ? hostName : hostName.substring(0, colon);
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "HubAddress[%s, %s]".formatted(hostName, policy);
  }
}
