package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that chooses one of two keys, and the connection string with that key. */
public final class KeyOption {
  /** Which of the two keys. */
  enum KeyType {
    /** The first key. */
    primary(DocumentNames.PRIMARY_KEY),
    /** The second key. */
    secondary(DocumentNames.SECONDARY_KEY);

    private final String member;

    KeyType(String member) {
      this.member = member;
    }
  }

  @Option(
      names = {"--key-type", "--kt"},
      paramLabel = "primary|secondary",
      defaultValue = "primary",
      description = "Which key. Default: ${DEFAULT-VALUE}.")
  private KeyType type = KeyType.primary;

  public KeyType type() {
    return type;
  }

  /** The connection string of {@code target}, in a JSON object for printing. */
  public JsonValue connectionString(HubApi hub, TargetOption target) {
    JsonObject identity =
        (JsonObject) hub.send("GET", target.path(), Optional.empty()).body();
    String kind = text(identity, DocumentNames.AUTHENTICATION, DocumentNames.TYPE)
        .orElse(Authentication.Sas.TYPE);
    String connection = kind.equals(Authentication.Sas.TYPE)
        ? ConnectionString.ofDevice(hub.deviceHostName(), target.address(), key(identity))
        : ConnectionString.ofCertificate(hub.deviceHostName(), target.address());
    return JsonObject.of("connectionString", new JsonString(connection));
  }

  /** The key of {@code target} that the option chooses. */
  public SharedKey key(HubApi hub, TargetOption target) {
    return key((JsonObject) hub.send("GET", target.path(), Optional.empty()).body());
  }

  /** The key of the policy {@code name} of the hub that runs here. */
  public SharedKey ofPolicy(HubFacts facts, String name) {
    JsonObject policy = (JsonObject)
        new AdminApi(facts).send("GET", "/policies/" + HubApi.segment(name), Optional.empty());
    return text(policy, type + "Key")
        .map(SharedKey::new)
        .orElseThrow(() -> CommandFailure.refused("the policy has no " + type + " key"));
  }

  private SharedKey key(JsonObject identity) {
    return text(identity, DocumentNames.AUTHENTICATION, DocumentNames.SYMMETRIC_KEY, type.member)
        .map(SharedKey::new)
        .orElseThrow(() -> CommandFailure.refused("the identity has no " + type + " key"));
  }

  private static Optional<String> text(JsonObject object, String... path) {
    return object
        .find(JsonPath.of(path))
        .flatMap(v -> v instanceof JsonString text ? Optional.of(text.value()) : Optional.empty());
  }
}
