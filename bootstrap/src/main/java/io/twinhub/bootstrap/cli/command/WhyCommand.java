package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.ExplanationOptions;
import io.twinhub.bootstrap.sql.ExplanationText;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Explains why a query returns a device or module, or does not. */
@Command(
    name = "why",
    description =
        "Prints why a query returns a device or does not: each clause with its values and outcome.")
final class WhyCommand implements Runnable {
  @Mixin
  private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-m", "--module-id"},
      paramLabel = "ID",
      description = "The module, for queries FROM devices.modules.")
  private Optional<String> module = Optional.empty();

  @Mixin
  private ExplanationOptions options = new ExplanationOptions();

  @Override
  public void run() {
    String sql = options.sql();
    JsonObject ids = module
        .map(id -> device.ids().with(DocumentNames.MODULE_ID, new JsonString(id)))
        .orElseGet(device::ids);
    String name = module.map(id -> device.id() + "/" + id).orElseGet(device::id);
    options.print(options.hub().why(sql, ids), verdict -> ExplanationText.ofVerdict(name, verdict));
  }
}
