package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFile;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Finds the hub on which a command works: the one that is named, or the one that runs here. */
final class Hubs {
  private final Path runFolder;

  Hubs(Path runFolder) {
    this.runFolder = runFolder;
  }

  /**
   * The API of the hub that {@code login} names, or of the running one.
   *
   * @throws CommandFailure if none runs, or {@code login} is no connection string
   */
  HubApi api(Optional<String> login) {
    Optional<HubFacts> local = new RunFile(runFolder).read();
    if (login.isPresent()) {
      ConnectionString connection = parsed(login.get());
      return new HubApi(connection, connection.hostName(), trust(local));
    }
    HubFacts facts = local.orElseThrow(Hubs::noHub);
    return new HubApi(
        parsed(facts.connectionString()),
        facts.host() + ":" + facts.httpsPort(),
        trust(Optional.of(facts)));
  }

  /** The facts of the hub that runs here. */
  HubFacts local() {
    return new RunFile(runFolder).read().orElseThrow(Hubs::noHub);
  }

  private static CommandFailure noHub() {
    return CommandFailure.noHub(
        "no hub runs on this machine; start one with 'twinhub start', or name one with --login");
  }

  private static ConnectionString parsed(String login) {
    try {
      return ConnectionString.parse(login);
    } catch (IllegalArgumentException | HubException e) {
      throw CommandFailure.usage("--login: " + e.getMessage());
    }
  }

  /** Trusts what this JVM trusts, and the running hub's own authority. */
  private static SSLContext trust(Optional<HubFacts> local) {
    try {
      if (local.isEmpty()) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(local.get().trust().load());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw CommandFailure.noHub(
          "the running hub's trust store cannot be read: %s".formatted(e.getMessage()));
    }
  }
}
