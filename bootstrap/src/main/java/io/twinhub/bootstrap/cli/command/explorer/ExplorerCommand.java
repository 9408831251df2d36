package io.twinhub.bootstrap.cli.command.explorer;

import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerSite;
import io.twinhub.bootstrap.explorer.ExplorerTokens;
import io.twinhub.bootstrap.explorer.server.ExplorerServer;
import io.twinhub.bootstrap.explorer.server.FoundHubs;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints an address of the Explorer: of the hub that runs here, or of another, which it then serves. */
@Command(
    name = "explorer",
    description = {
      "Prints an address that shows the hub in a browser.",
      "It signs in one browser, within ten minutes.",
      "With --login it serves the page itself until Ctrl-C."
    })
public final class ExplorerCommand implements Runnable {
  private static final int PORT_MAX = 65_535;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Mixin
  private HubLogin login = new HubLogin();

  @Option(names = "--open", description = "Open the address in the browser of this desktop.")
  private boolean open;

  @Option(
      names = "--events",
      paramLabel = "CONNECTION_STRING",
      description = {
        "With --login: where the hub's events are read (Endpoint=sb://…).",
        "Without it, the page shows no changes as they happen."
      })
  private Optional<String> events = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "With --login: the port of the page. Default: any free one.")
  private Optional<Integer> port = Optional.empty();

  private final Browser browser;

  /** The command with the browser of this desktop. */
  public ExplorerCommand() {
    this(Browser.preferred());
  }

  ExplorerCommand(Browser browser) {
    this.browser = browser;
  }

  @Override
  public void run() {
    if (login.named().isEmpty()) {
      running();
    } else {
      serve();
    }
  }

  private void running() {
    refuse("--events", events.isPresent());
    refuse("--port", port.isPresent());
    HubFacts facts = login.local("--login");
    JsonValue answer = new AdminApi(facts).send("POST", ExplorerTokens.PATH, Optional.empty());
    if (answer instanceof JsonObject made
        && made.find(ExplorerTokens.TOKEN).orElse(made) instanceof JsonString token) {
      show(ExplorerSite.address(facts.adminPort(), token.value()));
    } else {
      throw CommandFailure.refused("the hub made no address; is it an older version?");
    }
  }

  private static void refuse(String option, boolean given) {
    if (given) {
      throw CommandFailure.usage(
          option + ": it goes with --login, since the hub that runs here serves its own page");
    }
  }

  private void serve() {
    int chosen = port.orElse(0);
    if (chosen < 0 || chosen > PORT_MAX) {
      throw CommandFailure.usage(
          "--port: %d is not a port; ports are 0 to %d".formatted(chosen, PORT_MAX));
    }
    CountDownLatch stopped = new CountDownLatch(1);
    try (ExplorerServer server = ExplorerServer.of(subject(), chosen)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "twinhub-stop"));
      show(server.address());
      spec.commandLine().getErr().println("Ctrl-C ends it");
      spec.commandLine().getErr().flush();
      stopped.await();
    } catch (IOException taken) {
      throw CommandFailure.refused("cannot listen on port %d: %s; choose another with --port"
          .formatted(chosen, taken.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ExplorerServer.Subject subject() {
    String version = spec.version()[0].replaceFirst("^twinhub ", "");
    ConnectionString connection = login.connection();
    OpenHub hub = login.open(events);
    ExplorerHub shown = new ExplorerHub(
        connection.hubName(),
        version,
        connection::deviceHostName,
        hub.ports(),
        hub.ports(),
        events.isPresent(),
        Optional.empty());
    return new ExplorerServer.Subject(
        hub, shown, new FoundHubs(RunFolder.defaultFolder(), login.authorities()));
  }

  private void show(String address) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(address);
    out.flush();
    if (open) {
      browser.open(address);
    }
  }
}
