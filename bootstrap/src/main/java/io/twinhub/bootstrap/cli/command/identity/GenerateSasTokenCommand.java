package io.twinhub.bootstrap.cli.command.identity;

import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.KeyOption;
import io.twinhub.bootstrap.cli.option.ModuleOption;
import io.twinhub.bootstrap.cli.option.TargetOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.cli.remote.SasTokens;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a token of a policy, a device or a module. */
@Command(
    name = "generate-sas-token",
    description = {
      "Prints a shared access signature: of a policy of the running hub, or of a device or module.",
      "With --connection-string it is made here, and no hub is asked."
    })
public final class GenerateSasTokenCommand extends HubCommand {
  /** The longest time that a token may hold, in seconds: a hundred years. */
  private static final long SECONDS_MAX = 3_155_760_000L;

  @Option(
      names = {"-d", "--device-id"},
      paramLabel = "ID",
      description = "A device. Default: the token is that of a policy.")
  private Optional<String> device = Optional.empty();

  @Option(
      names = {"-m", "--module-id"},
      paramLabel = "ID",
      description = "A module of the device.")
  private Optional<String> module = Optional.empty();

  @Option(
      names = {"--duration", "--du"},
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "How long it holds. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = {"--policy-name", "--pn"},
      paramLabel = "NAME",
      defaultValue = "iothubowner",
      description = "The policy whose key signs. Default: ${DEFAULT-VALUE}.")
  private String policy = "";

  @Option(
      names = {"--connection-string", "--cs"},
      paramLabel = "TEXT",
      description = "A connection string of a service, device or module, whose key signs.")
  private Optional<String> connection = Optional.empty();

  @Mixin
  private KeyOption key = new KeyOption();

  @Override
  public void run() {
    if (seconds < 1) {
      throw CommandFailure.usage("--duration: at least 1");
    }
    if (module.isPresent() && device.isEmpty() && connection.isEmpty()) {
      throw CommandFailure.usage("--module-id: name its device with --device-id");
    }
    Instant end = Instant.now().plusSeconds(Math.min(seconds, SECONDS_MAX));
    String token = connection.isPresent()
        ? offline(connection.get(), end)
        : device.isPresent() ? ofIdentity(end) : ofPolicy(end);
    options.print(JsonObject.of("sas", new JsonString(token)));
  }

  private String ofIdentity(Instant end) {
    HubApi hub = options.hub();
    DeviceOption of = new DeviceOption(device.orElse(""));
    TargetOption target =
        module.<TargetOption>map(id -> new ModuleOption(of, id)).orElse(of);
    return SasTokens.signed(
        place(hub.deviceHostName(), target.address()), key.key(hub, target), Optional.empty(), end);
  }

  private static String place(String host, TwinAddress address) {
    return "%s/devices/%s%s"
        .formatted(
            host,
            address.deviceId(),
            address.moduleId().map(id -> "/modules/" + id).orElse(""));
  }

  private String ofPolicy(Instant end) {
    if (options.login().isPresent()) {
      return offline(options.login().get(), end);
    }
    HubFacts facts = options.local();
    String host = ConnectionString.parse(facts.connectionString()).hostName();
    return SasTokens.signed(host, key.ofPolicy(facts, policy), Optional.of(policy), end);
  }

  private static String offline(String text, Instant end) {
    Map<String, String> parts = ConnectionString.parts(text);
    String host = required(parts, "HostName");
    SharedKey shared = shared(required(parts, "SharedAccessKey"));
    Optional<String> name = Optional.ofNullable(parts.get("SharedAccessKeyName"));
    if (name.isPresent()) {
      return SasTokens.signed(host, shared, name, end);
    }
    String id = required(parts, "DeviceId");
    Optional<String> module = Optional.ofNullable(parts.get("ModuleId"));
    TwinAddress address =
        module.map(inner -> TwinAddress.module(id, inner)).orElseGet(() -> TwinAddress.device(id));
    return SasTokens.signed(place(host, address), shared, Optional.empty(), end);
  }

  private static SharedKey shared(String base64) {
    try {
      return new SharedKey(base64);
    } catch (HubException none) {
      throw CommandFailure.usage("--connection-string: the SharedAccessKey is not base64 of a key");
    }
  }

  private static String required(Map<String, String> parts, String name) {
    return Optional.ofNullable(parts.get(name))
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> CommandFailure.usage(
            "--connection-string: it lacks %s; one looks like HostName=…;DeviceId=…;SharedAccessKey=…"
                .formatted(name)));
  }
}
