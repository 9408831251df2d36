package io.twinhub.bootstrap.cli;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import picocli.CommandLine.Option;

/** A device. */
final class DeviceOption extends Target {
  @Option(
      names = {"-d", "--device-id"},
      required = true,
      paramLabel = "ID",
      description = "The device.")
  private String id = "";

  String id() {
    return id;
  }

  @Override
  String path() {
    return "/devices/" + HubApi.segment("--device-id", id);
  }

  @Override
  String twinPath() {
    return "/twins/" + HubApi.segment("--device-id", id);
  }

  @Override
  TwinAddress address() {
    return TwinAddress.device(id);
  }

  @Override
  JsonObject ids() {
    return JsonObject.of("deviceId", new JsonString(id));
  }
}
