package io.twinhub.bootstrap.cli.option.start;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.config.TokenIssuerConfig;
import io.twinhub.local.frontend.access.TokenIssuer;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say whose bearer tokens the hub accepts, besides its own. */
public final class TokenIssuerOptions {
  @Option(
      names = "--entra-keys",
      paramLabel = "FILE",
      description = "A JSON Web Key Set: the public keys of who makes bearer tokens for back ends.")
  private Optional<Path> keys = Optional.empty();

  @Option(
      names = "--entra-issuer",
      paramLabel = "NAME",
      description = "The field iss of those tokens, such as https://sts.windows.net/TENANT/.")
  private Optional<String> issuer = Optional.empty();

  @Option(
      names = "--entra-audience",
      paramLabel = "NAME",
      description = "The field aud of those tokens. Default: " + TokenIssuer.AUDIENCE)
  private Optional<String> audience = Optional.empty();

  /** The issuer that the options name; empty if they name none. */
  public Optional<TokenIssuerConfig> config() {
    if (keys.isPresent() != issuer.isPresent() || (audience.isPresent() && keys.isEmpty())) {
      throw CommandFailure.usage("--entra-keys and --entra-issuer belong together");
    }
    return keys.flatMap(file -> issuer.map(
        name -> new TokenIssuerConfig(file, name, audience.orElse(TokenIssuer.AUDIENCE))));
  }
}
