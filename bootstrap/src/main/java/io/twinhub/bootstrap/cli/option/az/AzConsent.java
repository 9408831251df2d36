package io.twinhub.bootstrap.cli.option.az;

import java.util.List;
import picocli.CommandLine.Option;

/** Options of {@code az} that agree to the installation of Python packages; here nothing is installed. */
public final class AzConsent {
  /** Options without a value. */
  @Option(
      names = {"-y", "--yes", "--repair"},
      arity = "0",
      hidden = true,
      description = "Accepted for az's sake, and ignored.")
  void agree(List<Boolean> unused) {}
}
