package io.twinhub.local.engine.hub;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.TargetCondition;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The process that is killed while configurations and twins are edited. After each edit it tells a line,
 * {@code done}.
 */
final class KilledConfigurationsHub {
  static final int DEVICES = 600;
  static final int GROUPS = 3;

  private static final int CONFIGURATIONS = 5;
  private static final int PRIORITIES = 3;
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final LocalHub hub;
  private final SplittableRandom random;

  private KilledConfigurationsHub(LocalHub hub, SplittableRandom random) {
    this.hub = hub;
    this.random = random;
  }

  /** Runs on the file {@code args[0]} until it is killed, with the seed {@code args[1]}. */
  public static void main(String[] args) {
    LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(Path.of(args[0])));
    KilledConfigurationsHub process =
        new KilledConfigurationsHub(hub, new SplittableRandom(Long.parseLong(args[1])));
    for (int i = 0; i < DEVICES; i++) {
      if (hub.identities().find(device(i)).isEmpty()) {
        hub.identities().create(IdentityRequest.withKeys(device(i)));
      }
    }
    while (true) {
      process.edit();
      tell();
    }
  }

  static TwinAddress device(int number) {
    return TwinAddress.device("d" + number);
  }

  private void edit() {
    TwinAddress device = device(random.nextInt(DEVICES));
    switch (random.nextInt(4)) {
      case 0 -> patch(device, TwinPatch.ofTags(group()));
      case 1 ->
        patch(
            device,
            TwinPatch.ofDesired(JsonText.parseObject("{\"own\":%d}".formatted(random.nextInt(9)))));
      default -> editConfiguration(new ConfigurationId("c" + random.nextInt(CONFIGURATIONS)));
    }
  }

  private void patch(TwinAddress device, TwinPatch patch) {
    var unused = hub.twins().patch(device, patch, IfMatch.any());
  }

  private JsonObject group() {
    return JsonText.parseObject("{\"g\":%d}".formatted(random.nextInt(GROUPS)));
  }

  private void editConfiguration(ConfigurationId id) {
    if (hub.configurations().find(id).isEmpty()) {
      var unused = hub.configurations().create(wanted(id));
    } else if (random.nextBoolean()) {
      var unused = hub.configurations().update(wanted(id), IfMatch.any());
    } else {
      hub.configurations().delete(id, IfMatch.any());
    }
  }

  /** All want "a"; the even ones "b" too. The content of one never changes, since updates may not change it. */
  private ConfigurationRequest wanted(ConfigurationId id) {
    int number = id.value().charAt(1) - '0';
    String more = number % 2 == 0 ? ",\"b\":{\"c\":%d}".formatted(number) : "";
    JsonObject content = JsonText.parseObject(
        "{\"deviceContent\":{\"properties.desired\":{\"a\":%d%s}}}".formatted(number, more));
    String target = random.nextInt(4) == 0 ? "*" : "tags.g = %d".formatted(random.nextInt(GROUPS));
    return new ConfigurationRequest(
        id,
        ConfigurationContent.of(content, TwinRules.DEFAULT),
        new TargetCondition(target),
        random.nextInt(PRIORITIES),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static void tell() {
    try {
      OUT.write("done\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
