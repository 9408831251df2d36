package io.twinhub.azure;

import com.azure.core.credential.TokenCredential;
import com.microsoft.azure.sdk.iot.service.auth.IotHubConnectionString;
import com.microsoft.azure.sdk.iot.service.auth.IotHubConnectionStringBuilder;
import io.twinhub.azure.messages.ServiceLogin;
import io.twinhub.azure.rest.ServiceTokens;
import io.twinhub.azure.wire.HubHosts;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.SharedKey;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a hub is, and how a service authenticates there: with the policy in a connection string, or with
 * Microsoft Entra. Its text never shows a key.
 */
public final class HubAddress {
  /** The SDK does not accept a port, but a local hub may listen on any. */
  private static final Pattern PORT = Pattern.compile("(?:^|;)HostName=[^;:]*(:\\d{1,5})(?=;|$)");

  private static final Pattern HOST_NAME = Pattern.compile("(?:^|;)HostName=([^;]*)");

  private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9_.-]+(:\\d{1,5})?");

  private final String hostName;
  private final String who;
  private final ServiceTokens tokens;
  private final ServiceLogin login;

  private HubAddress(String hostName, String who, ServiceTokens tokens, ServiceLogin login) {
    this.hostName = hostName;
    this.who = who;
    this.tokens = tokens;
    this.login = login;
  }

  /**
   * Reads {@code HostName=…;SharedAccessKeyName=…;SharedAccessKey=…}, or with {@code
   * SharedAccessSignature=…} instead of the key; other parts are ignored.
   *
   * @throws IllegalArgumentException saying what is wrong, never showing a key
   */
  public static HubAddress parse(String connectionString) {
    String stripped = forServices(connectionString.strip());
    Matcher port = PORT.matcher(stripped);
    String suffix = port.find() ? port.group(1) : "";
    String withoutPort = suffix.isEmpty()
        ? stripped
        : stripped.substring(0, port.start(1)) + stripped.substring(port.end(1));
    IotHubConnectionString parts = parts(withoutPort);
    return new HubAddress(
        parts.getHostName() + suffix,
        parts.getSharedAccessKeyName(),
        new ServiceTokens(signatures(parts), InstantSource.system()),
        login(parts, withoutPort));
  }

  /** The SDK signs for the host in the connection string, which must be the host that is dialled. */
  private static String forServices(String connectionString) {
    Matcher name = HOST_NAME.matcher(connectionString);
    return name.find()
        ? connectionString.substring(0, name.start(1))
            + HubHosts.ofServices(name.group(1))
            + connectionString.substring(name.end(1))
        : connectionString;
  }

  private static IotHubConnectionString parts(String text) {
    try {
      return IotHubConnectionStringBuilder.createIotHubConnectionString(text);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          "not a service connection string: " + refused.getMessage(), refused);
    }
  }

  private static ServiceLogin login(IotHubConnectionString parts, String connectionString) {
    return parts.getSharedAccessKey().isEmpty()
        ? ServiceLogin.signature(parts.getHostName(), parts.getSharedAccessSignature())
        : ServiceLogin.policy(parts.getHostName(), connectionString);
  }

  /** Detects an unusable key here instead of at the first call. */
  private static ServiceTokens.Source signatures(IotHubConnectionString parts) {
    if (parts.getSharedAccessKey().isEmpty()) {
      return ServiceTokens.given(parts.getSharedAccessSignature());
    }
    try {
      SharedKey unused = new SharedKey(parts.getSharedAccessKey());
    } catch (HubException refusal) {
      throw new IllegalArgumentException(
          "not a service connection string: SharedAccessKey is not base64", refusal);
    }
    return ServiceTokens.signedWith(parts);
  }

  /**
   * A hub to which a service authenticates with Microsoft Entra.
   *
   * @param hostName the hub; with {@code :port} where REST is not on 443
   * @param credential obtains tokens; from azure-identity, or an implementation of one's own
   * @throws IllegalArgumentException if {@code hostName} is not a host name
   */
  public static HubAddress entra(String hostName, TokenCredential credential) {
    if (!HOST.matcher(hostName).matches()) {
      throw new IllegalArgumentException("not a host name: " + hostName);
    }
    String host = HubHosts.ofServices(hostName);
    return new HubAddress(
        host,
        "Microsoft Entra",
        new ServiceTokens(ServiceTokens.askedOf(credential), InstantSource.system()),
        ServiceLogin.entra(withoutPort(host), credential));
  }

  /** The host that services dial; with {@code :port} where REST is not on 443, as for a local hub. */
  public String hostName() {
    return hostName;
  }

  /** The tokens that a service sends with each call. */
  ServiceTokens tokens() {
    return tokens;
  }

  /** How a service logs in over AMQP. */
  ServiceLogin login() {
    return login;
  }

  /** The host that devices dial, as their connection strings name it: without a port. */
  String deviceHost() {
    return HubHosts.ofDevices(withoutPort(hostName));
  }

  private static String withoutPort(String hostName) {
    int colon = hostName.lastIndexOf(':');
    return colon < 0 ? hostName : hostName.substring(0, colon);
  }

  @Override
  public String toString() {
    return "HubAddress[%s, %s]".formatted(hostName, who);
  }
}
