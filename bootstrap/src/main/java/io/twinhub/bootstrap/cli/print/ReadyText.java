package io.twinhub.bootstrap.cli.print;

import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code start} prints for people once every listener accepts. */
public final class ReadyText {
  private ReadyText() {}

  /**
   * The text.
   *
   * @param explorer the address that signs a browser in to the Explorer
   * @param twins the file that stores the twins, if they are stored
   */
  public static String of(HubFacts facts, String explorer, Optional<Path> twins) {
    return """
        Twinhub %s is ready after %d ms. Twins %s.

          HTTPS    https://%s:%d   (WebSockets: /$iothub/websocket)
          MQTT     mqtts://%s:%d
          AMQP     amqps://%s:%d
          Events   amqp://%s:%d   (for clients of Event Hubs, without TLS)
          Admin    http://127.0.0.1:%d
          Explorer %s
          CA file  %s

          Service connection string (iothubowner):
          %s

        In another terminal:
          eval "$(twinhub env)"                          # trust the hub's certificate
          twinhub device-identity create -d myDeviceId
          twinhub device-identity connection-string show -d myDeviceId
        """.formatted(
            facts.version(),
            facts.readyMillis(),
            twins.map(file -> "are kept in " + file).orElse("live until it stops"),
            facts.host(),
            facts.httpsPort(),
            facts.host(),
            facts.mqttPort(),
            facts.host(),
            facts.amqpPort(),
            facts.events().host(),
            facts.events().port(),
            facts.adminPort(),
            explorer,
            facts.trust().ca(),
            facts.connectionString());
  }

  public static String unprivileged() {
    return """
        Port %d may not be bound by this user, so HTTPS listens on %d.
          Works:    twinhub's own commands, Python's service SDK, MQTT and AMQP devices (not over WebSocket), curl.
          Does not: Java's and Node's service SDKs and all WebSocket devices; their port is fixed.
          Allow it: sudo sysctl net.ipv4.ip_unprivileged_port_start=%d
        """.formatted(
            HubConfig.HTTPS_PORT_DEFAULT,
            HubConfig.HTTPS_PORT_UNPRIVILEGED,
            HubConfig.HTTPS_PORT_DEFAULT);
  }
}
