package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import picocli.CommandLine.Option;

/** The option that names a device. */
public final class DeviceOption extends TargetOption {
  @Option(
      names = {"-d", "--device-id"},
      required = true,
      paramLabel = "ID",
      description = "The device.")
  private String id = "";

  /** Nothing yet; the command line will name it. */
  public DeviceOption() {}

  /** The device {@code id}. */
  public DeviceOption(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  @Override
  public String path() {
    return "/devices/" + HubApi.segment("--device-id", id);
  }

  @Override
  public String twinPath() {
    return "/twins/" + HubApi.segment("--device-id", id);
  }

  @Override
  public TwinAddress address() {
    String unusedUnlessWrong = path();
    return TwinAddress.device(id);
  }

  @Override
  public JsonObject ids() {
    return JsonObject.of(DocumentNames.DEVICE_ID, new JsonString(id));
  }
}
