package io.twinhub.bootstrap.cli;

import picocli.CommandLine.Option;

/** Which device. */
final class DeviceOption {
  @Option(
      names = {"-d", "--device-id"},
      required = true,
      paramLabel = "ID",
      description = "The device.")
  private String id = "";

  String id() {
    return id;
  }

  String path() {
    return "/devices/" + HubApi.segment(id);
  }

  String twinPath() {
    return "/twins/" + HubApi.segment(id);
  }
}
