package io.twinhub.bootstrap.cli.command.message;

import io.twinhub.azure.amqp.ServiceMessaging;
import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.az.AzConsent;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a message; prints its id, or its feedback. */
@Command(
    name = "send",
    description = {
      "Sends a message to a device and prints the message's id.",
      "It waits for a device that is disconnected, as long as it does not expire."
    })
final class SendCommand extends HubCommand {
  private static final String ORIGINAL = "originalMessageId";

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Mixin
  private DeviceOption device = new DeviceOption();

  @Mixin
  private AzConsent ignored = new AzConsent();

  @Mixin
  private MessageContent content = new MessageContent();

  @Option(
      names = {"-w", "--wait"},
      description =
          "Wait for the feedback that --ack asks for, and print it instead. Programs that read feedback of"
              + " this hub at the same time may get it first.")
  private boolean wait;

  @Override
  public void run() {
    if (wait && content.ack() == MessageAck.NONE) {
      throw CommandFailure.usage(
          "--wait: say with --ack what to wait for: positive, negative or full");
    }
    CloudMessage message = content.message(device.address());
    HubApi hub = options.hub();
    try (ServiceMessaging messaging = hub.messaging()) {
      if (wait) {
        messaging.openFeedback();
      }
      messaging.send(message);
      String id = message.system().messageId().orElseThrow();
      options.print(
          wait ? feedback(messaging, id) : JsonObject.of("messageId", new JsonString(id)));
    } catch (IOException e) {
      throw hub.unreached(e);
    }
  }

  private JsonObject feedback(ServiceMessaging messaging, String id) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "message '%s' is sent; waiting for its feedback, Ctrl-C stops waiting".formatted(id));
    err.flush();
    return messaging.awaitFeedback(
        record -> record.find(ORIGINAL).filter(new JsonString(id)::equals).isPresent());
  }
}
