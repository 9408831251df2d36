package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the credentials of an identity. */
public class IdentityContent {
  /** How an identity authenticates, as {@code az iot} spells it. */
  enum AuthMethod {
    /** Two keys. */
    shared_private_key(Authentication.Sas.TYPE),
    /** A self-signed certificate. */
    x509_thumbprint(Authentication.SelfSigned.TYPE),
    /** A certificate of a trusted authority. */
    x509_ca(Authentication.CertificateAuthority.TYPE);

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

  /** Whether none of the options is given. */
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
    return over(ids).with(DocumentNames.AUTHENTICATION, authentication(JsonObject.EMPTY));
  }

  /** {@code identity}, changed as the options say. */
  public JsonObject over(JsonObject identity) {
    return authenticationIsEmpty()
        ? identity
        : identity.with(
            DocumentNames.AUTHENTICATION,
            authentication(member(identity, DocumentNames.AUTHENTICATION)));
  }

  /** If only one of the two keys or thumbprints is given, the other stays, since a device may be using it. */
  private JsonObject authentication(JsonObject current) {
    boolean certificate = primaryThumbprint.isPresent() || secondaryThumbprint.isPresent();
    AuthMethod chosen =
        method.orElse(certificate ? AuthMethod.x509_thumbprint : AuthMethod.shared_private_key);
    JsonObject kept =
        current.find(DocumentNames.TYPE).equals(Optional.of(new JsonString(chosen.wire)))
            ? current
            : JsonObject.EMPTY;
    JsonObject.Builder authentication = JsonObject.builder().put(DocumentNames.TYPE, chosen.wire);
    switch (chosen) {
      case shared_private_key -> {
        JsonObject.Builder keys = member(kept, DocumentNames.SYMMETRIC_KEY).toBuilder();
        primaryKey.ifPresent(key -> keys.put(DocumentNames.PRIMARY_KEY, key));
        secondaryKey.ifPresent(key -> keys.put(DocumentNames.SECONDARY_KEY, key));
        authentication.put(DocumentNames.SYMMETRIC_KEY, keys.build());
      }
      case x509_thumbprint -> {
        if (!certificate && kept.size() == 0) {
          throw CommandFailure.usage("x509_thumbprint needs --primary-thumbprint");
        }
        JsonObject.Builder pair = member(kept, DocumentNames.X509_THUMBPRINT).toBuilder();
        primaryThumbprint.ifPresent(hex -> pair.put(DocumentNames.PRIMARY_THUMBPRINT, hex));
        secondaryThumbprint.ifPresent(hex -> pair.put(DocumentNames.SECONDARY_THUMBPRINT, hex));
        authentication.put(DocumentNames.X509_THUMBPRINT, pair.build());
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
}
