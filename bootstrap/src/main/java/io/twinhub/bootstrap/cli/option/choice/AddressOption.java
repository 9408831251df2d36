package io.twinhub.bootstrap.cli.option.choice;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that limit a command to one device, or to a module of it. */
public final class AddressOption {
  @Option(
      names = {"-d", "--device-id"},
      paramLabel = "ID",
      description = "Only this device. Default: all.")
  private Optional<String> device = Optional.empty();

  @Option(
      names = {"-m", "--module-id"},
      paramLabel = "ID",
      description = "Only this module of the device.")
  private Optional<String> module = Optional.empty();

  /**
   * What the options name; empty if they are not given.
   *
   * @throws CommandFailure if an id is not lawful, or a module is given without its device
   */
  public Optional<TwinAddress> address() {
    if (device.isEmpty() && module.isPresent()) {
      throw CommandFailure.usage("--module-id: name its device with --device-id");
    }
    try {
      return device.map(id -> module
          .map(inner -> TwinAddress.module(id, inner))
          .orElseGet(() -> TwinAddress.device(id)));
    } catch (HubException unlawful) {
      throw CommandFailure.usage("--device-id: " + unlawful.error().message());
    }
  }
}
