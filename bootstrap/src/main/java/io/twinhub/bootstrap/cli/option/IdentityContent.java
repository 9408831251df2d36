package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a user may say of an identity: how it proves itself. */
public class IdentityContent {
  /** How an identity proves itself, as {@code az iot} spells it. */
  enum AuthMethod {
    /** Two keys. */
    shared_private_key("sas"),
    /** A certificate of its own. */
    x509_thumbprint("selfSigned"),
    /** A certificate of a trusted authority. */
    x509_ca("certificateAuthority");

    private final String wire;

    AuthMethod(String wire) {
      this.wire = wire;
    }
  }

  @Option(
      names = {"--auth-method", "--am"},
      paramLabel = "METHOD",
      description = "shared_private_key, x509_thumbprint or x509_ca.")
  private Optional<AuthMethod> method = Optional.empty();

  @Option(
      names = {"--primary-key", "--pk"},
      paramLabel = "BASE64",
      description = "A key of your own. Default: the hub makes one.")
  private Optional<String> primaryKey = Optional.empty();

  @Option(
      names = {"--secondary-key", "--sk"},
      paramLabel = "BASE64",
      description = "A key of your own. Default: the hub makes one.")
  private Optional<String> secondaryKey = Optional.empty();

  @Option(
      names = {"--primary-thumbprint", "--ptp"},
      paramLabel = "HEX",
      description = "SHA-1 or SHA-256 of the certificate.")
  private Optional<String> primaryThumbprint = Optional.empty();

  @Option(
      names = {"--secondary-thumbprint", "--stp"},
      paramLabel = "HEX",
      description = "Of a second certificate.")
  private Optional<String> secondaryThumbprint = Optional.empty();

  /** Whether the user said nothing. */
  public boolean isEmpty() {
    return authenticationIsEmpty();
  }

  private boolean authenticationIsEmpty() {
    return method.isEmpty()
        && primaryKey.isEmpty()
        && secondaryKey.isEmpty()
        && primaryThumbprint.isEmpty()
        && secondaryThumbprint.isEmpty();
  }

  /** A new identity that begins with {@code ids}. */
  public final JsonObject created(JsonObject ids) {
    return over(ids).with("authentication", authentication(JsonObject.EMPTY));
  }

  /** {@code identity} with what the user said put over it. */
  public JsonObject over(JsonObject identity) {
    return authenticationIsEmpty()
        ? identity
        : identity.with("authentication", authentication(member(identity, "authentication")));
  }

  /** Of two keys or thumbprints, the one that is not named stays: a device may be using it. */
  private JsonObject authentication(JsonObject current) {
    boolean certificate = primaryThumbprint.isPresent() || secondaryThumbprint.isPresent();
    AuthMethod chosen =
        method.orElse(certificate ? AuthMethod.x509_thumbprint : AuthMethod.shared_private_key);
    JsonObject kept = current.find("type").equals(Optional.of(new JsonString(chosen.wire)))
        ? current
        : JsonObject.EMPTY;
    JsonObject.Builder authentication = JsonObject.builder().put("type", chosen.wire);
    switch (chosen) {
      case shared_private_key ->
        authentication.put(
            "symmetricKey", pair(member(kept, "symmetricKey"), "Key", primaryKey, secondaryKey));
      case x509_thumbprint -> {
        if (!certificate && kept.size() == 0) {
          throw CommandFailure.usage("x509_thumbprint needs --primary-thumbprint");
        }
        authentication.put(
            "x509Thumbprint",
            pair(
                member(kept, "x509Thumbprint"),
                "Thumbprint",
                primaryThumbprint,
                secondaryThumbprint));
      }
      case x509_ca -> {}
    }
    return authentication.build();
  }

  private static JsonObject member(JsonObject object, String name) {
    return object.find(name).orElse(JsonObject.EMPTY) instanceof JsonObject member
        ? member
        : JsonObject.EMPTY;
  }

  private static JsonObject pair(
      JsonObject current, String what, Optional<String> primary, Optional<String> secondary) {
    JsonObject.Builder pair = current.toBuilder();
    primary.ifPresent(value -> pair.put("primary" + what, value));
    secondary.ifPresent(value -> pair.put("secondary" + what, value));
    return pair.build();
  }
}
