package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.domain.message.event.HubEvent;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that choose whose events are printed. */
final class EventChoice {
  @Option(
      names = {"-d", "--device-id"},
      paramLabel = "ID",
      description = "Only events of this device; * stands for any characters, ? for one.")
  private Optional<String> deviceId = Optional.empty();

  @Option(
      names = {"-m", "--module-id"},
      paramLabel = "ID",
      description = "Only events of this module; * and ? as for the device.")
  private Optional<String> moduleId = Optional.empty();

  /** Whether an event is to be printed. */
  boolean includes(HubEvent event) {
    boolean device = deviceId
        .map(id -> matches(id, event.origin().address().deviceId().value()))
        .orElse(true);
    boolean module = moduleId
        .map(id -> event
            .origin()
            .address()
            .moduleId()
            .filter(found -> matches(id, found.value()))
            .isPresent())
        .orElse(true);
    return device && module;
  }

  private static boolean matches(String wildcards, String id) {
    String pattern = wildcards
        .chars()
        .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
        .collect(Collectors.joining());
    return Pattern.matches(pattern, id);
  }
}
