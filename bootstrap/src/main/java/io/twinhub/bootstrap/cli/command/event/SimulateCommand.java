package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.azure.AzureHub;
import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.simulation.SimulatedDevice;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.ReportedPatch;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Simulates a device, for back ends under development. */
@Command(
    name = "simulate",
    description = {
      "Acts as a device until all messages are sent, or until Ctrl-C.",
      "It sends telemetry, answers each direct method, completes cloud-to-device messages, and",
      "reports each desired property. In a JSON object, a text such as \"{20..25}\" becomes",
      "a number that wanders between the two.",
      "Prints what happens, one JSON document on a line."
    })
public final class SimulateCommand implements Runnable {
  /** Longer than any simulation lasts; without messages to send, only Ctrl-C ends the command. */
  private static final Duration FOR_EVER = Duration.ofDays(365);

  @Mixin
  private HubLogin login = new HubLogin();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Mixin
  private SenderOption sender = new SenderOption();

  @Mixin
  private SimulatedContent content = new SimulatedContent();

  @Option(
      names = {"--msg-count", "--mc"},
      paramLabel = "N",
      defaultValue = "100",
      description = "How many messages; with 0 it goes on until Ctrl-C. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = {"--msg-interval", "--mi"},
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "How long to wait between two messages. Default: ${DEFAULT-VALUE}.")
  private int interval;

  @Option(
      names = {"--method-response-code", "--mrc"},
      paramLabel = "STATUS",
      defaultValue = "200",
      description = "What it answers to each direct method. Default: ${DEFAULT-VALUE}.")
  private int status;

  @Option(
      names = {"--method-response-payload", "--mrp"},
      paramLabel = "JSON",
      description =
          "The payload of the answer, or @file. Default: the method and what it was sent.")
  private Optional<String> payload = Optional.empty();

  @Option(
      names = {"--init-reported-properties", "--irp"},
      paramLabel = "JSON",
      description = "Reported properties to begin with, or @file.")
  private Optional<String> reported = Optional.empty();

  @Override
  public void run() {
    if (count < 0) {
      throw CommandFailure.usage("--msg-count: at least 0");
    }
    if (interval < 0) {
      throw CommandFailure.usage("--msg-interval: at least 0");
    }
    Optional<JsonValue> answer =
        payload.map(text -> JsonOption.parseAny("--method-response-payload", text));
    Optional<JsonObject> initial =
        reported.map(text -> JsonOption.parse("--init-reported-properties", text));
    TwinAddress address = sender.address();
    SimulatedContent.Telemetry telemetry = content.telemetry();
    Lines lines = new Lines(spec.commandLine().getOut());
    try (Presence presence = new Presence();
        AzureHub hub = login.devices();
        ConnectedDevice device = ConnectedDevice.open(
            hub.connections(), address, reason -> presence.fail(Senders.ended(address, reason)))) {
      initial.ifPresent(members -> device.connection().report(ReportedPatch.of(members)));
      try (SimulatedDevice answering = new SimulatedDevice(
          device,
          new SimulatedDevice.Reply(status, answer),
          lines::print,
          refusal -> presence.fail(CommandFailure.of(refusal)))) {
        answering.begin();
        PrintWriter err = spec.commandLine().getErr();
        err.println("%s is connected; Ctrl-C ends it".formatted(address));
        err.flush();
        send(device, telemetry, lines, presence);
      }
    }
  }

  private void send(
      ConnectedDevice device,
      SimulatedContent.Telemetry telemetry,
      Lines lines,
      Presence presence) {
    for (int i = 1; i <= count; i++) {
      SimulatedContent.Message message = telemetry.number(i);
      Senders.send(device.connection(), message.sent());
      lines.print(JsonObject.of("sent", message.shown()));
      if (i < count && !presence.goesOnAfter(Duration.ofSeconds(interval))) {
        return;
      }
    }
    if (count == 0) {
      boolean unused = presence.goesOnAfter(FOR_EVER);
    }
  }
}
