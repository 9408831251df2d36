package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.identity.TwinAddress;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name the sending device, or a module of it. */
final class SenderOption {
  @Mixin
  private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-m", "--module-id"},
      paramLabel = "ID",
      description = "A module of the device that sends in its place.")
  private Optional<String> moduleId = Optional.empty();

  /** The sender. */
  TwinAddress address() {
    TwinAddress whole = device.address();
    return moduleId
        .map(id -> {
          String unusedUnlessWrong = HubApi.segment("--module-id", id);
          return TwinAddress.module(device.id(), id);
        })
        .orElse(whole);
  }
}
