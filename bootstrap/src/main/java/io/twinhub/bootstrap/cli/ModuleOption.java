package io.twinhub.bootstrap.cli;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A module of a device. */
final class ModuleOption extends Target {
  @Mixin
  private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-m", "--module-id"},
      required = true,
      paramLabel = "ID",
      description = "The module.")
  private String id = "";

  @Override
  String path() {
    return device.path() + "/modules/" + HubApi.segment("--module-id", id);
  }

  @Override
  String twinPath() {
    return device.twinPath() + "/modules/" + HubApi.segment("--module-id", id);
  }

  @Override
  TwinAddress address() {
    return TwinAddress.module(device.id(), id);
  }

  @Override
  JsonObject ids() {
    return device.ids().with("moduleId", new JsonString(id));
  }
}
