package io.twinhub.bootstrap.cli.command.fault;

import io.twinhub.bootstrap.cli.option.choice.AddressOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.fault.FaultDocument;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that describe a fault. */
final class FaultOptions {
  @Option(
      names = {"--effect", "-e"},
      required = true,
      paramLabel = "EFFECT",
      description = {
        "What it does: latency, refuse, throttled, drop-before, drop-after; to what the hub delivers:",
        "lost, late, twice, reordered; to new connections: expired-certificate,",
        "wrong-name-certificate, unknown-issuer-certificate."
      })
  private String effect = "";

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      description = "How long latency and late take: 2s, 500ms, or any time in 1s..3s.")
  private Optional<String> delay = Optional.empty();

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "The error of refuse: 503, 403002, ThrottlingException.")
  private Optional<String> code = Optional.empty();

  @Mixin
  private AddressOption device = new AddressOption();

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these operations, such as report, read-own-twin, notify, patch-twin. Default: all")
  private List<String> operations = List.of();

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "Only mqtt, amqp, https or in-process. Default: all")
  private Optional<String> transport = Optional.empty();

  @Option(
      names = "--times",
      paramLabel = "COUNT",
      description = "How many operations it disturbs before it ends. Default: any number")
  private Optional<String> times = Optional.empty();

  @Option(
      names = "--probability",
      paramLabel = "CHANCE",
      description = "The chance of each operation, above 0 and at most 1. Default: 1")
  private Optional<String> probability = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "When it ends, such as 30s, by the hub's clock. Default: when it is deleted")
  private Optional<String> lasts = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Where its random numbers begin. Default: 1")
  private Optional<String> seed = Optional.empty();

  /**
   * The document for the hub, which has been checked as far as that is possible without the hub.
   *
   * @throws CommandFailure saying what is wrong
   */
  JsonObject document() {
    JsonObject.Builder json = JsonObject.builder().put("effect", effect);
    delay.ifPresent(text -> json.put("delay", text));
    code.ifPresent(text -> json.put("code", text));
    device.address().ifPresent(one -> {
      json.put(DocumentNames.DEVICE_ID, one.deviceId().value());
      one.moduleId().ifPresent(inner -> json.put(DocumentNames.MODULE_ID, inner.value()));
    });
    if (!operations.isEmpty()) {
      json.put("operations", JsonArray.of(operations, JsonString::new));
    }
    transport.ifPresent(text -> json.put("transport", text));
    times.ifPresent(text -> json.put("times", number("--times", text)));
    probability.ifPresent(text -> json.put("probability", number("--probability", text)));
    lasts.ifPresent(text -> json.put("lasts", text));
    seed.ifPresent(text -> json.put("seed", number("--seed", text)));
    JsonObject document = json.build();
    try {
      var unused = FaultDocument.read(Members.exactly("", document));
    } catch (HubException wrong) {
      throw CommandFailure.usage(wrong.error().message());
    }
    return document;
  }

  private static JsonValue number(String option, String text) {
    return JsonNumber.parse(text)
        .orElseThrow(
            () -> CommandFailure.usage("%s: '%s' is not a number".formatted(option, text)));
  }
}
