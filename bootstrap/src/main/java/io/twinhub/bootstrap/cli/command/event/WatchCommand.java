package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.azure.events.AzureEventLog;
import io.twinhub.azure.events.AzureTwinChanges;
import io.twinhub.azure.events.EventsAddress;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminStream;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.change.TwinEventDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.query.TwinCondition;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints changes of twins. */
@Command(
    name = "watch",
    description = {
      "Prints each change of a twin as it happens, until Ctrl-C.",
      "Each is a JSON document on one line. The hub that runs here tells all changes. Of any",
      "other hub they are read from its events, so they come only where it has message routes",
      "for TwinChangeEvents and DeviceLifecycleEvents to its built-in endpoint."
    })
public final class WatchCommand implements Runnable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  @Mixin
  private EventsLogin login = new EventsLogin();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-q", "--query-command"},
      paramLabel = "CONDITION",
      description = {
        "Only changes of twins that meet it when they are printed, such as \"tags.plant = 'x'\".",
        "For a hub elsewhere --login names the hub."
      })
  private Optional<String> condition = Optional.empty();

  @Override
  public void run() {
    Optional<TwinCondition> wanted = condition.map(WatchCommand::compiled);
    if (wanted.isPresent() && !login.namesHub()) {
      throw CommandFailure.usage(
          "--query-command: name the hub itself with --login, since its twins are read for the condition");
    }
    if (login.isLocal()) {
      try (Presence presence = new Presence();
          OpenHub hub = login.hub().open()) {
        TwinChanges changes =
            new AdminStream(login.hub().local("--login"), presence::fail).changes();
        watch(changes, new Watched(wanted, Optional.of(hub)), presence);
      }
      return;
    }
    EventsAddress address = login.address();
    try (Presence presence = new Presence();
        AzureEventLog log =
            new AzureEventLog(address, refusal -> presence.fail(CommandFailure.of(refusal)))) {
      Optional<OpenHub> hub =
          wanted.isPresent() ? Optional.of(login.hub().open()) : Optional.empty();
      try {
        watch(new AzureTwinChanges(log), new Watched(wanted, hub), presence);
      } finally {
        hub.ifPresent(OpenHub::close);
      }
    }
  }

  private static TwinCondition compiled(String text) {
    try {
      return TwinCondition.of(text);
    } catch (HubException wrong) {
      throw CommandFailure.usage("--query-command: " + wrong.error().message());
    }
  }

  private void watch(TwinChanges changes, Watched watched, Presence presence) {
    Lines lines = new Lines(spec.commandLine().getOut());
    BlockingQueue<TwinEvent> waiting = new LinkedBlockingQueue<>();
    Subscription subscription = changes.subscribe(waiting::add);
    try {
      PrintWriter err = spec.commandLine().getErr();
      err.println("watching changes of twins; Ctrl-C ends it");
      err.flush();
      do {
        for (TwinEvent next = waiting.poll(); next != null; next = waiting.poll()) {
          if (watched.includes(next)) {
            lines.print(TwinEventDocument.of(next));
          }
        }
      } while (presence.goesOnAfter(LOOK_EVERY));
    } finally {
      subscription.close();
    }
  }

  /** Which changes are printed. */
  private record Watched(Optional<TwinCondition> condition, Optional<OpenHub> hub) {
    boolean includes(TwinEvent event) {
      return condition
          .map(
              wanted -> after(event).map(TwinDocument::of).filter(wanted::holds).isPresent())
          .orElse(true);
    }

    /** The event for the deletion of a twin holds the whole twin. */
    private Optional<Twin> after(TwinEvent event) {
      return event.kind() == TwinEvent.Kind.DELETED
          ? Optional.of(TwinDocument.twin(event.body()))
          : hub.flatMap(open -> open.ports().twins().find(event.address()));
    }
  }
}
