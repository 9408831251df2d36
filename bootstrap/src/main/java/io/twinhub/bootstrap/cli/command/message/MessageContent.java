package io.twinhub.bootstrap.cli.command.message;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;

/** The content of a message to a device, with the options of {@code az}. */
final class MessageContent {
  private static final String DATA = "Ping from Twinhub";
  private static final String ENCODING = "utf-8";

  @Option(
      names = {"--data", "--da"},
      paramLabel = "TEXT",
      description = "The body, in the content encoding. Default: \"" + DATA + "\".")
  private Optional<String> data = Optional.empty();

  @Option(
      names = {"--data-file-path", "--dfp"},
      paramLabel = "FILE",
      description = "A file whose bytes are the body, instead of --data.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = {"-p", "--props", "--properties"},
      paramLabel = "NAME=VALUE[;…]",
      description = "Application properties, such as \"kind=alarm;level=3\".")
  private Optional<String> properties = Optional.empty();

  @Option(
      names = {"--content-type", "--ct"},
      paramLabel = "TYPE",
      description = "What the body is, such as application/json.")
  private Optional<String> contentType = Optional.empty();

  @Option(
      names = {"--content-encoding", "--ce"},
      paramLabel = "ENCODING",
      description = "How the body is written. Default: " + ENCODING + " for --data.")
  private Optional<String> contentEncoding = Optional.empty();

  @Option(
      names = {"--message-id", "--mid"},
      paramLabel = "ID",
      description = "Feedback names it. Default: a new UUID.")
  private Optional<String> messageId = Optional.empty();

  @Option(
      names = {"--correlation-id", "--cid"},
      paramLabel = "ID",
      description = "What the message belongs to.")
  private Optional<String> correlationId = Optional.empty();

  @Option(
      names = {"--user-id", "--uid"},
      paramLabel = "ID",
      description = "Who sends it.")
  private Optional<String> userId = Optional.empty();

  @Option(
      names = {"--expiry-time-utc", "--expiry"},
      paramLabel = "MILLIS",
      description =
          "Until when the message waits: milliseconds since 1970, or a time such as 2030-01-31T12:00:00Z."
              + " Default: as long as the hub says.")
  private Optional<String> expiry = Optional.empty();

  @Option(
      names = "--ack",
      paramLabel = "none|positive|negative|full",
      description =
          "What the hub gives feedback of: that the device completed the message, that it did"
              + " not, or either. Default: none.")
  private Optional<String> ack = Optional.empty();

  /** A new message to {@code device}. */
  CloudMessage message(TwinAddress device) {
    CloudMessage.Builder message = CloudMessage.to(device).body(body());
    message.messageId(messageId.orElseGet(() -> UUID.randomUUID().toString()));
    correlationId.ifPresent(message::correlationId);
    userId.ifPresent(id -> message.userId(id.getBytes(StandardCharsets.UTF_8)));
    contentType.ifPresent(message::contentType);
    contentEncoding
        .or(() -> file.isPresent() ? Optional.empty() : Optional.of(ENCODING))
        .ifPresent(message::contentEncoding);
    expiry.ifPresent(text -> message.expiry(future(text)));
    ack.ifPresent(word -> message.ack(ack()));
    properties.ifPresent(pairs -> addAll(message, pairs));
    return message.build();
  }

  /** The feedback that the user asks for. */
  MessageAck ack() {
    try {
      return ack.map(MessageAck::parse).orElse(MessageAck.NONE);
    } catch (HubException unknown) {
      throw CommandFailure.usage(
          "--ack: '%s' is not one of none, positive, negative, full".formatted(ack.orElse("")));
    }
  }

  private byte[] body() {
    if (file.isEmpty()) {
      return text();
    }
    if (data.isPresent()) {
      throw CommandFailure.usage("--data and --data-file-path exclude each other");
    }
    try {
      return Files.readAllBytes(file.get());
    } catch (IOException e) {
      throw CommandFailure.usage("--data-file-path: cannot read " + file.get());
    }
  }

  private byte[] text() {
    String encoding = contentEncoding.orElse(ENCODING);
    return data.orElse(DATA)
        .getBytes(charset(encoding)
            .filter(Charset::canEncode)
            .orElseThrow(() -> CommandFailure.usage(
                "--content-encoding: '%s' is no encoding of text; give the bytes with --data-file-path"
                    .formatted(encoding))));
  }

  /** The character encoding of this name, if there is one. */
  static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name.strip()));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  private static Instant future(String text) {
    Instant time = time(text);
    if (time.isBefore(Instant.now())) {
      throw CommandFailure.usage("--expiry-time-utc: %s is in the past".formatted(time));
    }
    return time;
  }

  private static Instant time(String text) {
    try {
      return text.matches("-?\\d{1,18}")
          ? Instant.ofEpochMilli(Long.parseLong(text))
          : Instant.parse(text.toUpperCase(Locale.ROOT));
    } catch (DateTimeException e) {
      throw CommandFailure.usage(
          ("--expiry-time-utc: '%s' is not a time; write milliseconds since 1970, or"
                  + " 2030-01-31T12:00:00Z")
              .formatted(text));
    }
  }

  private static void addAll(CloudMessage.Builder message, String pairs) {
    for (String pair : pairs.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        message.property(pair.substring(0, equals).strip(), pair.substring(equals + 1));
      } else if (!pair.isBlank()) {
        throw CommandFailure.usage(
            "--props: '%s' is not NAME=VALUE; write \"name=value;other=value\"".formatted(pair));
      }
    }
  }
}
