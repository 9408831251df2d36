package io.twinhub.bootstrap.cli.option;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The option that names certificate authorities of hubs that neither this JVM nor the running hub vouches
 * for.
 */
public final class CaOption {
  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "A PEM file with the authority of another Twinhub; may be given twice.")
  private List<Path> files = List.of();

  public List<Path> files() {
    return files;
  }
}
