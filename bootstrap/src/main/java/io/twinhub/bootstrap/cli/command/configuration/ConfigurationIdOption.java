package io.twinhub.bootstrap.cli.command.configuration;

import io.twinhub.bootstrap.cli.remote.HubApi;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The option that names a configuration. Ids are in small letters; others are made small, as az does. */
final class ConfigurationIdOption {
  @Option(
      names = {"-c", "--config-id", "-d", "--deployment-id"},
      required = true,
      paramLabel = "ID",
      description = "The configuration or deployment.")
  private String id = "";

  String id() {
    return id.toLowerCase(Locale.ROOT);
  }

  String path() {
    return "/configurations/" + HubApi.segment("--config-id", id());
  }
}
