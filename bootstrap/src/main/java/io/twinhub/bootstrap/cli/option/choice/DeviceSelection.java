package io.twinhub.bootstrap.cli.option.choice;

import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.cli.remote.HubQueries;
import io.twinhub.domain.json.JsonValue;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which devices a list has. */
public final class DeviceSelection {
  @Mixin
  private TopOption top = new TopOption();

  @Option(
      names = {"--edge-enabled", "--ee"},
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Only edge devices. Default: all.")
  private boolean edge;

  /** The twins of the devices. */
  public JsonValue twins(Supplier<HubApi> hub) {
    int rows = top.rows();
    String sql = "SELECT * FROM devices" + (edge ? " WHERE capabilities.iotEdge = true" : "");
    return new HubQueries(hub.get()).all(sql, rows, warning -> {});
  }
}
