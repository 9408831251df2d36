package io.twinhub.bootstrap.cli.remote;

import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.HubAddress;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.azure.mqtt.MqttSettings;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.config.Trust;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the hub that a command works on: the one that is named, or the one that runs here. */
public final class Hubs {
  private static final String NO_HUB =
      "no hub runs on this machine; start one with 'twinhub start'";

  /** Commands do not renew their tokens, so this is longer than any simulated device runs. */
  private static final Duration TOKEN_LIFE = Duration.ofDays(7);

  private final RunFolder folder;
  private final Optional<String> name;
  private final List<Path> authorities;

  /**
   * Finds hubs for commands.
   *
   * @param name which of the hubs that run here is meant, if the command named one
   * @param authorities PEM files with authorities that are trusted besides those of this JVM and the hubs
   *     that run here
   */
  public Hubs(RunFolder folder, Optional<String> name, List<Path> authorities) {
    this.folder = folder;
    this.name = name;
    this.authorities = authorities;
  }

  /**
   * The API of the hub that {@code login} names, or of the running one.
   *
   * @param option which option named it, for messages
   * @throws CommandFailure if none runs, or {@code login} is not a connection string
   */
  public HubApi api(String option, Optional<String> login) {
    if (login.isPresent() && isConnectionString(login.get())) {
      ConnectionString connection = parsed(option, login.get());
      return new HubApi(connection, connection.hostName(), trust().context());
    }
    HubFacts here = facts(option, login.or(() -> name));
    if (!authorities.isEmpty()) {
      var unusedUnlessAsked = trust(Trust::ofOwn); // a file that cannot be read is told at once
    }
    return new HubApi(here, () -> trust(Trust::ofOwn).context());
  }

  /**
   * The ports of the hub that {@code login} names, or of the running one.
   *
   * @param option which option named it, for messages
   * @throws CommandFailure as {@link #api}
   */
  public OpenHub open(String option, Optional<String> login) {
    return OpenHub.at(connection(option, login).text(), trust(), Backoff.PATIENT);
  }

  /**
   * The same, with its events and with short waits, for somebody who looks at a page.
   *
   * @param events the connection string of its events endpoint
   * @throws CommandFailure also if {@code events} is none
   */
  public OpenHub open(String option, Optional<String> login, Optional<String> events) {
    AzureHub.Builder hub =
        AzureHub.at(HubAddress.parse(connection(option, login).text())).trusting(trust());
    try {
      events.ifPresent(hub::events);
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage("--events: " + wrong.getMessage());
    }
    return OpenHub.at(hub);
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
        .trusting(trust())
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
        login
            .filter(Hubs::isConnectionString)
            .orElseGet(() -> facts(option, login.or(() -> name)).connectionString()));
  }

  /** The facts of the hub that runs here. */
  public HubFacts local() {
    return facts("", name);
  }

  /** The facts of the hub that runs here, where {@code option} could name another. */
  public HubFacts local(String option) {
    return facts(option, name);
  }

  /** The facts of all hubs that run here; of one, if the command named it. */
  public List<HubFacts> all() {
    return name.isPresent() ? List.of(local()) : folder.running();
  }

  /** Whether the text is not the name of a hub that runs here. */
  private static boolean isConnectionString(String text) {
    return text.contains("=") || !RunFolder.NAME.matcher(text).matches();
  }

  private HubFacts facts(String option, Optional<String> wanted) {
    List<HubFacts> running = folder.running();
    if (running.isEmpty()) {
      throw CommandFailure.noHub(
          option.isEmpty() ? NO_HUB : NO_HUB + ", or name one with " + option);
    }
    String names = running.stream().map(HubFacts::name).collect(Collectors.joining(", "));
    if (wanted.isPresent()) {
      return running.stream()
          .filter(facts -> isNamed(facts, wanted.get()))
          .findFirst()
          .orElseThrow(
              () -> CommandFailure.noHub("no hub named '%s' runs on this machine; these do: %s"
                  .formatted(wanted.get(), names)));
    }
    if (running.size() > 1) {
      throw CommandFailure.usage(
          "%d hubs run on this machine: %s; name one with --hub".formatted(running.size(), names));
    }
    return running.get(0);
  }

  /** As with {@code az}, a host name such as {@code myhub.azure-devices.net} names its hub too. */
  private static boolean isNamed(HubFacts facts, String name) {
    int dot = name.indexOf('.');
    return facts.name().equalsIgnoreCase(dot < 0 ? name : name.substring(0, dot));
  }

  private static ConnectionString parsed(String option, String login) {
    try {
      return ConnectionString.parse(login);
    } catch (IllegalArgumentException | HubException e) {
      throw CommandFailure.usage(option + ": " + e.getMessage());
    }
  }

  /** Trusts what this JVM trusts, the authorities of the hubs that run here, and those that were named. */
  private HubTrust trust() {
    return trust(Trust::of);
  }

  private HubTrust trust(TrustSource source) {
    try {
      return source.of(folder.running(), authorities);
    } catch (IOException e) {
      throw CommandFailure.usage("--ca: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw CommandFailure.noHub(
          "the trust store of this JVM cannot be read: %s".formatted(e.getMessage()));
    }
  }

  private interface TrustSource {
    HubTrust of(List<HubFacts> running, List<Path> authorities)
        throws IOException, GeneralSecurityException;
  }
}
