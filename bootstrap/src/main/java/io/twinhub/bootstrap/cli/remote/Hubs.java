package io.twinhub.bootstrap.cli.remote;

import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.HubAddress;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.azure.mqtt.MqttSettings;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFile;
import io.twinhub.bootstrap.config.Trust;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the hub that a command works on: the one that is named, or the one that runs here. */
public final class Hubs {
  private static final String NO_HUB =
      "no hub runs on this machine; start one with 'twinhub start'";

  /** Commands do not renew their tokens, so this is longer than any simulated device runs. */
  private static final Duration TOKEN_LIFE = Duration.ofDays(7);

  private final Path runFolder;
  private final List<Path> authorities;

  /**
   * Finds hubs for commands.
   *
   * @param authorities PEM files with authorities that are trusted besides those of this JVM and the running
   *     hub
   */
  public Hubs(Path runFolder, List<Path> authorities) {
    this.runFolder = runFolder;
    this.authorities = authorities;
  }

  /**
   * The API of the hub that {@code login} names, or of the running one.
   *
   * @param option which option named it, for messages
   * @throws CommandFailure if none runs, or {@code login} is not a connection string
   */
  public HubApi api(String option, Optional<String> login) {
    Optional<HubFacts> local = new RunFile(runFolder).read();
    if (login.isPresent()) {
      ConnectionString connection = parsed(option, login.get());
      return new HubApi(connection, connection.hostName(), trust(local).context());
    }
    HubFacts facts = local.orElseThrow(() -> noHub(option));
    return new HubApi(
        parsed(option, facts.connectionString()),
        facts.host() + ":" + facts.httpsPort(),
        trust(Optional.of(facts)).context());
  }

  /**
   * The ports of the hub that {@code login} names, or of the running one.
   *
   * @param option which option named it, for messages
   * @throws CommandFailure as {@link #api}
   */
  public OpenHub open(String option, Optional<String> login) {
    return OpenHub.at(
        connection(option, login).text(), trust(new RunFile(runFolder).read()), Backoff.PATIENT);
  }

  /**
   * The hub that {@code login} names, or the running one, for commands that act as its devices. They use MQTT
   * over WebSockets: a connection string names only the HTTPS port, which serves WebSockets too.
   *
   * @param option which option named it, for messages
   * @throws CommandFailure as {@link #api}
   */
  public AzureHub devices(String option, Optional<String> login) {
    ConnectionString connection = connection(option, login);
    return AzureHub.at(HubAddress.parse(connection.text()))
        .trusting(trust(new RunFile(runFolder).read()))
        .retrying(Backoff.PATIENT)
        .speaking(MqttSettings.webSocket(connection.deviceHostName())
            .onPort(connection.port())
            .withTokenLife(TOKEN_LIFE))
        .build();
  }

  /** The connection string of the hub that {@code login} names, or of the running one. */
  public ConnectionString connection(String option, Optional<String> login) {
    return parsed(
        option,
        login.orElseGet(() ->
            new RunFile(runFolder).read().orElseThrow(() -> noHub(option)).connectionString()));
  }

  /** The facts of the hub that runs here. */
  public HubFacts local() {
    return new RunFile(runFolder).read().orElseThrow(() -> CommandFailure.noHub(NO_HUB));
  }

  /** The facts of the hub that runs here, where {@code option} could name another. */
  public HubFacts local(String option) {
    return new RunFile(runFolder).read().orElseThrow(() -> noHub(option));
  }

  private static CommandFailure noHub(String option) {
    return CommandFailure.noHub(NO_HUB + ", or name one with " + option);
  }

  private static ConnectionString parsed(String option, String login) {
    try {
      return ConnectionString.parse(login);
    } catch (IllegalArgumentException | HubException e) {
      throw CommandFailure.usage(option + ": " + e.getMessage());
    }
  }

  /** Trusts what this JVM trusts, the running hub's own authority, and those that were named. */
  private HubTrust trust(Optional<HubFacts> local) {
    try {
      return Trust.of(local, authorities);
    } catch (IOException e) {
      throw CommandFailure.usage(
          authorities.isEmpty()
              ? "the running hub's trust store cannot be read: " + e.getMessage()
              : "--ca: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw CommandFailure.noHub(
          "the running hub's trust store cannot be read: %s".formatted(e.getMessage()));
    }
  }
}
