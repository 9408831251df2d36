package io.twinhub.bootstrap;

import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.TokenIssuerConfig;
import io.twinhub.local.files.OwnerOnly;
import io.twinhub.local.frontend.access.TokenIssuer;
import io.twinhub.local.frontend.access.TokenSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose bearer tokens the hub accepts: its own, for development, and those of the issuer that its
 * configuration names.
 *
 * @param signer signs the hub's own tokens
 * @param issuers all trusted issuers
 */
record TokenTrust(TokenSigner signer, List<TokenIssuer> issuers) {
  private static final String KEY_FILE = "token-key.json";

  /**
   * Reads the keys, and creates the hub's own key if it is missing.
   *
   * @throws IllegalStateException naming the file and what to do, if a key file cannot be read or understood
   */
  static TokenTrust open(HubConfig config) {
    Optional<Path> kept = config.data().map(folder -> folder.resolve(KEY_FILE));
    TokenSigner signer = kept.map(TokenTrust::kept).orElseGet(TokenSigner::generate);
    List<TokenIssuer> issuers = new ArrayList<>();
    issuers.add(signer.issuer());
    config.tokenIssuer().map(TokenTrust::issuer).ifPresent(issuers::add);
    return new TokenTrust(signer, List.copyOf(issuers));
  }

  private static TokenSigner kept(Path file) {
    try {
      if (!Files.exists(file)) {
        OwnerOnly.write(file, TokenSigner.generate().json());
      }
      return TokenSigner.parse(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s cannot be read (%s). Restore it, or delete it to start with a new key"
              .formatted(file, Twinhub.text(e)),
          e);
    }
  }

  private static TokenIssuer issuer(TokenIssuerConfig config) {
    try {
      return TokenIssuer.of(config.name(), config.audience(), Files.readString(config.keys()));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "--entra-keys: cannot read keys from %s: %s".formatted(config.keys(), Twinhub.text(e)),
          e);
    }
  }
}
