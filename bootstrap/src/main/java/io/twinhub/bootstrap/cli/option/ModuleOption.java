package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a module of a device. */
public final class ModuleOption extends TargetOption {
  @Mixin
  private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-m", "--module-id"},
      required = true,
      paramLabel = "ID",
      description = "The module.")
  private String id = "";

  /** Nothing yet; the command line will name it. */
  public ModuleOption() {}

  /** The module {@code id} of a device. */
  public ModuleOption(DeviceOption device, String id) {
    this.device = device;
    this.id = id;
  }

  @Override
  public String path() {
    return device.path() + "/modules/" + HubApi.segment("--module-id", id);
  }

  @Override
  public String twinPath() {
    return device.twinPath() + "/modules/" + HubApi.segment("--module-id", id);
  }

  @Override
  public TwinAddress address() {
    String unusedUnlessWrong = path();
    return TwinAddress.module(device.id(), id);
  }

  @Override
  public JsonObject ids() {
    return device.ids().with(DocumentNames.MODULE_ID, new JsonString(id));
  }
}
