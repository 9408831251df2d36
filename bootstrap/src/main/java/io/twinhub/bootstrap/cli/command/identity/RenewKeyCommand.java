package io.twinhub.bootstrap.cli.command.identity;

import io.twinhub.bootstrap.cli.option.EtagOption;
import io.twinhub.bootstrap.cli.option.TargetCommand;
import io.twinhub.bootstrap.cli.option.TargetOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replaces one key of an identity by a new one, or exchanges its two keys. */
@Command(
    name = "renew-key",
    description = "Replaces a key of an identity by a new one, or exchanges its two keys.")
final class RenewKeyCommand extends TargetCommand {
  /** What happens to the keys, as {@code az} spells it. */
  enum Renewal {
    /** The first key is replaced. */
    primary,
    /** The second key is replaced. */
    secondary,
    /** Both keys are replaced. */
    both,
    /** The two keys are exchanged. */
    swap
  }

  @Option(
      names = {"--key-type", "--kt"},
      required = true,
      paramLabel = "primary|secondary|both|swap",
      description = "Which key is replaced; swap exchanges them.")
  private Renewal renewal = Renewal.primary;

  @Mixin
  private EtagOption etag = new EtagOption();

  private RenewKeyCommand(TargetOption target) {
    super(target);
  }

  /** The command for the identity that {@code target} names. */
  static CommandLine of(TargetOption target) {
    return new CommandLine(new RenewKeyCommand(target));
  }

  @Override
  public void run() {
    HubApi hub = options.hub();
    JsonObject identity =
        (JsonObject) hub.send("GET", target.path(), Optional.empty()).body();
    if (!(identity.find(DocumentNames.AUTHENTICATION).orElse(identity)
            instanceof JsonObject authentication)
        || !(authentication.find(DocumentNames.SYMMETRIC_KEY).orElse(identity)
            instanceof JsonObject keys)
        || !(keys.find(DocumentNames.PRIMARY_KEY).orElse(identity) instanceof JsonString primary)
        || !(keys.find(DocumentNames.SECONDARY_KEY).orElse(identity)
            instanceof JsonString secondary)) {
      throw CommandFailure.refused(
          "the identity has no keys, since it connects with a certificate");
    }
    JsonObject renewed = switch (renewal) {
      case primary -> keys.with(DocumentNames.PRIMARY_KEY, random());
      case secondary -> keys.with(DocumentNames.SECONDARY_KEY, random());
      case both ->
        keys.with(DocumentNames.PRIMARY_KEY, random()).with(DocumentNames.SECONDARY_KEY, random());
      case swap ->
        keys.with(DocumentNames.PRIMARY_KEY, secondary).with(DocumentNames.SECONDARY_KEY, primary);
    };
    JsonValue body = identity.with(
        DocumentNames.AUTHENTICATION, authentication.with(DocumentNames.SYMMETRIC_KEY, renewed));
    Optional<String> unchanged = etag.ifMatch().or(() -> EtagOption.of(identity));
    options.print(hub.send("PUT", target.path(), unchanged, Optional.of(body)).body());
  }

  private static JsonString random() {
    byte[] bytes = new byte[SharedKey.BYTES_GENERATED];
    new SecureRandom().nextBytes(bytes);
    return new JsonString(SharedKey.of(bytes).base64());
  }
}
