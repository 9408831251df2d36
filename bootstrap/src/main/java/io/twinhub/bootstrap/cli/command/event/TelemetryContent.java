package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.azure.wire.BagKeys;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.SystemProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The content of a message to the cloud, with the options of {@code az}. */
final class TelemetryContent {
  private static final String DATA = "Ping from Twinhub";

  @Option(
      names = {"--data", "--da"},
      paramLabel = "TEXT",
      description = "The body, in UTF-8. Default: \"" + DATA + "\".")
  private Optional<String> data = Optional.empty();

  @Option(
      names = {"--data-file-path", "--dfp"},
      paramLabel = "FILE",
      description = "A file whose bytes are the body, instead of --data.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = {"-p", "--props", "--properties"},
      paramLabel = "NAME=VALUE[;…]",
      description = {
        "Properties, such as \"level=3;$.ct=application/json;$.ce=utf-8\".",
        "System properties: $$.mid $$.cid $$.uid $$.to $$.ct $$.ce",
        "$$.exp $$.ctime $$.schema $$.sub $$.ifid"
      })
  private Optional<String> properties = Optional.empty();

  /** The text that was given, or the default. */
  String text() {
    return data.orElse(DATA);
  }

  /** The message. */
  DeviceMessage message() {
    return checked(withProperties(DeviceMessage.of(body())));
  }

  /** A message with another body and the properties that were given. */
  DeviceMessage withProperties(DeviceMessage message) {
    DeviceMessage all = message;
    for (String pair : properties.orElse("").split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        all = with(all, pair.substring(0, equals).strip(), pair.substring(equals + 1));
      } else if (!pair.isBlank()) {
        throw CommandFailure.usage(
            "--props: '%s' is not NAME=VALUE; write \"name=value;other=value\"".formatted(pair));
      }
    }
    return all;
  }

  private static DeviceMessage with(DeviceMessage message, String name, String value) {
    if (!name.startsWith(BagKeys.PREFIX)) {
      return message.with(name, value);
    }
    SystemProperty property = BagKeys.find(name)
        .orElseThrow(() -> CommandFailure.usage(
            "--props: '%s' is not one of %s".formatted(name, String.join(", ", BagKeys.all()))));
    return message.with(property, value);
  }

  private static DeviceMessage checked(DeviceMessage message) {
    try {
      message.requireSize();
      return message;
    } catch (HubException tooLarge) {
      throw CommandFailure.usage(tooLarge.error().message());
    }
  }

  private Bytes body() {
    if (file.isEmpty()) {
      return Bytes.ofText(text());
    }
    if (data.isPresent()) {
      throw CommandFailure.usage("--data and --data-file-path exclude each other");
    }
    try {
      return Bytes.of(Files.readAllBytes(file.get()));
    } catch (IOException e) {
      throw CommandFailure.usage("--data-file-path: cannot read " + file.get());
    }
  }
}
