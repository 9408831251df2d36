package io.twinhub.bootstrap.config;

import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.QueryLag;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a local hub runs. Port 0 means any free port.
 *
 * @param data the folder that keeps twins, keys and certificates; empty: nothing is kept
 * @param host the address to listen on
 * @param httpsPort the port of the REST API and of WebSockets
 * @param mqttPort the port of MQTT
 * @param adminPort the port of the admin pages, plain HTTP, always on loopback
 * @param arrays whether arrays may stand in tags and properties
 * @param extraNames names and addresses for the server certificate, beside 127.0.0.1, ::1 and localhost
 * @param deviceAuthorities PEM files with the certificate authorities of X.509 devices
 * @param runFolder the folder where commands find the running hub
 * @param queryLag how far queries lag behind writes; empty: not at all
 */
public record HubConfig(
    Optional<Path> data,
    String host,
    int httpsPort,
    int mqttPort,
    int adminPort,
    TwinRules.Arrays arrays,
    List<String> extraNames,
    List<Path> deviceAuthorities,
    Path runFolder,
    Optional<QueryLag> queryLag) {

  /** The folder that keeps what a hub knows, below the current folder. */
  public static final String DATA_DEFAULT = ".twinhub";

  /** Loopback: an emulator is nobody else's business. */
  public static final String HOST_DEFAULT = "127.0.0.1";

  /** The port that the SDKs use for HTTPS and WebSockets. */
  public static final int HTTPS_PORT_DEFAULT = 443;

  /** The port instead, for users who may not bind {@value #HTTPS_PORT_DEFAULT}. */
  public static final int HTTPS_PORT_UNPRIVILEGED = 8443;

  /** The port that the SDKs use for MQTT. */
  public static final int MQTT_PORT_DEFAULT = 8883;

  /** The port of the admin pages. */
  public static final int ADMIN_PORT_DEFAULT = 8280;

  /** Copies the lists. */
  public HubConfig {
    extraNames = List.copyOf(extraNames);
    deviceAuthorities = List.copyOf(deviceAuthorities);
  }

  /** A hub whose queries are always current. */
  public HubConfig(
      Optional<Path> data,
      String host,
      int httpsPort,
      int mqttPort,
      int adminPort,
      TwinRules.Arrays arrays,
      List<String> extraNames,
      List<Path> deviceAuthorities,
      Path runFolder) {
    this(
        data,
        host,
        httpsPort,
        mqttPort,
        adminPort,
        arrays,
        extraNames,
        deviceAuthorities,
        runFolder,
        Optional.empty());
  }

  /** This configuration with queries that lag behind writes, or do not. */
  public HubConfig withQueryLag(Optional<QueryLag> lag) {
    return new HubConfig(
        data,
        host,
        httpsPort,
        mqttPort,
        adminPort,
        arrays,
        extraNames,
        deviceAuthorities,
        runFolder,
        lag);
  }

  /** A hub that keeps nothing, on any free ports, for tests. */
  public static HubConfig forTests(Path runFolder) {
    return new HubConfig(
        Optional.empty(),
        HOST_DEFAULT,
        0,
        0,
        0,
        TwinRules.Arrays.REFUSE,
        List.of(),
        List.of(),
        runFolder);
  }

  /** The file that keeps the twins, if anything is kept. */
  public Optional<Path> twinsFile() {
    return data.map(folder -> folder.resolve(SqliteJournal.FILE_NAME));
  }

  /** This configuration with another HTTPS port. */
  public HubConfig withHttpsPort(int port) {
    return new HubConfig(
        data,
        host,
        port,
        mqttPort,
        adminPort,
        arrays,
        extraNames,
        deviceAuthorities,
        runFolder,
        queryLag);
  }
}
