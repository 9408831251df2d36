package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.application.port.Subscription;
import io.twinhub.bootstrap.cli.option.DurationText;
import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.cli.option.choice.AddressOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.OutputFormat;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.cli.remote.AdminStream;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.operation.JournalEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the journal of operations. */
@Command(
    name = "timeline",
    description = {
      "Prints what was done with the running hub, by a device or for it, in the order in which it ended.",
      "Connections, reads, reports and writes; each version of the desired properties: offered, delivered,",
      "acknowledged, or missed and why; refusals with the rule, also of devices that are not registered;",
      "faults; and hints. Times are those of the hub's clock. The hub keeps the latest 10000 entries."
    })
public final class TimelineCommand implements Runnable {
  /** How the entries are printed. */
  enum Output {
    /** For programs. */
    JSON,
    /** For people. */
    TABLE
  }

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  @Mixin
  private HubLogin login = new HubLogin();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Mixin
  private AddressOption device = new AddressOption();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what ended in this time until now, such as 30s, 5m or 1h.")
  private Optional<String> since = Optional.empty();

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what is done from now on, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "json|table",
      defaultValue = "table",
      description = {
        "How to print the entries; json has one array, or with --follow one entry on each line.",
        "Default: ${DEFAULT-VALUE}."
      })
  private Output output = Output.TABLE;

  @Override
  public void run() {
    Optional<TwinAddress> address = device.address();
    String path = path(address);
    HubFacts facts = login.local();
    if (follow) {
      try (Presence presence = new Presence()) {
        follow(facts, path, address, presence);
      }
    } else {
      show(facts, path, address);
    }
  }

  private String path(Optional<TwinAddress> address) {
    List<String> parameters = new ArrayList<>();
    address.ifPresent(one -> {
      parameters.add("device=" + HubApi.segment(one.deviceId().value()));
      one.moduleId().ifPresent(inner -> parameters.add("module=" + HubApi.segment(inner.value())));
    });
    since
        .map(text -> DurationText.parse("--since", text))
        .ifPresent(time -> parameters.add("since=" + time));
    return "/journal?" + String.join("&", parameters);
  }

  private void show(HubFacts facts, String path, Optional<TwinAddress> address) {
    Members answer = answer(facts, path);
    List<JournalEntry> entries = entries(answer);
    requireKnown(answer, address, entries);
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.JSON) {
      out.println(OutputFormat.JSON.render(JsonArray.of(entries, JournalDocument::of)));
    } else {
      TimelineText text = new TimelineText(address.isEmpty());
      entries.forEach(entry -> text.lines(entry).forEach(out::println));
      if (entries.isEmpty()) {
        say("the journal has nothing about it");
      }
    }
    out.flush();
  }

  private static Members answer(HubFacts facts, String path) {
    return new AdminApi(facts).send("GET", path, Optional.empty()) instanceof JsonObject object
        ? Members.leniently(object)
        : Members.leniently(JsonObject.EMPTY);
  }

  private static List<JournalEntry> entries(Members answer) {
    return answer.objects("entries").stream()
        .map(entry -> JournalDocument.read(entry.object()))
        .toList();
  }

  /** A device that is not registered may have tried to connect, or may have been deleted. */
  private void requireKnown(
      Members answer, Optional<TwinAddress> address, List<JournalEntry> entries) {
    if (answer.find("registered").filter(JsonBool.of(false)::equals).isEmpty()) {
      return;
    }
    TwinAddress unknown = address.orElseThrow();
    if (entries.isEmpty() && !follow) {
      throw CommandFailure.refused("%s '%s' is not registered, and the journal has nothing about it"
          .formatted(unknown.moduleId().isPresent() ? "module" : "device", unknown));
    }
    say("'%s' is not registered on this hub".formatted(unknown));
  }

  private void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }

  /** Follows first and reads then, so that nothing is missed between; entries are told apart by number. */
  private void follow(
      HubFacts facts, String path, Optional<TwinAddress> address, Presence presence) {
    Lines lines = new Lines(spec.commandLine().getOut());
    TimelineText text = new TimelineText(address.isEmpty());
    BlockingQueue<JournalEntry> waiting = new LinkedBlockingQueue<>();
    Subscription subscription = new AdminStream(facts, presence::fail).journal(waiting::add);
    try {
      Members answer = answer(facts, path);
      List<JournalEntry> earlier = entries(answer);
      requireKnown(answer, address, earlier);
      earlier.forEach(entry -> print(lines, text, entry));
      long last = earlier.isEmpty() ? 0 : earlier.get(earlier.size() - 1).number();
      do {
        for (JournalEntry next = waiting.poll(); next != null; next = waiting.poll()) {
          JournalEntry entry = next;
          if (entry.number() > last && address.map(entry::concerns).orElse(true)) {
            print(lines, text, entry);
          }
        }
      } while (presence.goesOnAfter(LOOK_EVERY));
    } finally {
      subscription.close();
    }
  }

  private void print(Lines lines, TimelineText text, JournalEntry entry) {
    if (output == Output.JSON) {
      lines.print(JournalDocument.of(entry));
    } else {
      text.lines(entry).forEach(lines::print);
    }
  }
}
