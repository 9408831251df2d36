package io.twinhub.bootstrap.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which module of which device. */
final class ModuleOption {
  @Mixin
  private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-m", "--module-id"},
      required = true,
      paramLabel = "ID",
      description = "The module.")
  private String id = "";

  String id() {
    return id;
  }

  DeviceOption device() {
    return device;
  }

  String path() {
    return device.path() + "/modules/" + HubApi.segment(id);
  }

  String twinPath() {
    return device.twinPath() + "/modules/" + HubApi.segment(id);
  }
}
