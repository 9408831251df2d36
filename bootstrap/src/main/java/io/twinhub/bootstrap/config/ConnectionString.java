package io.twinhub.bootstrap.config;

import io.twinhub.azure.wire.HubHosts;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service connection string: {@code HostName=…;SharedAccessKeyName=…;SharedAccessKey=…}.
 *
 * @param hostName the host to which services connect, with {@code :port} if the port is not 443
 * @param keyName the name of the policy
 * @param key the key of the policy
 */
public record ConnectionString(String hostName, String keyName, SharedKey key) {
  /** The highest port number. Source: RFC 9293. */
  private static final int PORT_MAX = 65_535;

  /** The default port of HTTPS. Source: RFC 9110. */
  private static final int HTTPS_PORT = 443;

  /**
   * Accepts any host name of the hub, and keeps the one for services, to which services connect and for which
   * they sign.
   */
  public ConnectionString {
    hostName = HubHosts.ofServices(hostName);
  }

  /**
   * Reads a connection string.
   *
   * @throws IllegalArgumentException naming the part that is missing
   */
  public static ConnectionString parse(String text) {
    Map<String, String> parts = parts(text);
    return new ConnectionString(
        requiredHost(parts),
        required(parts, "SharedAccessKeyName"),
        new SharedKey(required(parts, "SharedAccessKey")));
  }

  /** The parts of any connection string, of a service or a device, by their names. */
  public static Map<String, String> parts(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.strip().split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return parts;
  }

  private static String requiredHost(Map<String, String> parts) {
    String name = required(parts, "HostName");
    try {
      URI address = new URI("https://" + name);
      if (address.getHost() != null && address.getPort() <= PORT_MAX) {
        return name;
      }
    } catch (URISyntaxException noHost) {
      throw new IllegalArgumentException("'%s' is not a host name".formatted(name), noHost);
    }
    throw new IllegalArgumentException("'%s' is not a host name".formatted(name));
  }

  private static String required(Map<String, String> parts, String name) {
    String value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "the connection string lacks %s; a service connection string looks like".formatted(name)
              + " HostName=…;SharedAccessKeyName=…;SharedAccessKey=…");
    }
    return value;
  }

  /** The text. */
  public String text() {
    return "HostName=%s;SharedAccessKeyName=%s;SharedAccessKey=%s"
        .formatted(hostName, keyName, key.base64());
  }

  /** The host to which devices connect, as in their connection strings: without a port. */
  public String deviceHostName() {
    return HubHosts.ofDevices(hostName.replaceFirst(":\\d+$", ""));
  }

  /** The port of HTTPS. */
  public int port() {
    int port = URI.create("https://" + hostName).getPort();
    return port < 0 ? HTTPS_PORT : port;
  }

  /** The name of the hub, the same for services and devices. */
  public String hubName() {
    return HubHosts.ofEverybody(hostName);
  }

  /** The connection string of a device or module with {@code key}. */
  public static String ofDevice(String hostName, TwinAddress address, SharedKey key) {
    return "HostName=%s;%s;SharedAccessKey=%s".formatted(hostName, ids(address), key.base64());
  }

  /** The connection string of a device or module with a certificate. */
  public static String ofCertificate(String hostName, TwinAddress address) {
    return "HostName=%s;%s;x509=true".formatted(hostName, ids(address));
  }

  private static String ids(TwinAddress address) {
    String module = address.moduleId().map(id -> ";ModuleId=" + id).orElse("");
    return "DeviceId=" + address.deviceId() + module;
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "ConnectionString[%s, %s]".formatted(hostName, keyName);
  }
}
