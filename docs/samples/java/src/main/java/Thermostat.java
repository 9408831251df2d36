import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;

/** A device as a team writes it, with the unmodified SDK: it reports the target that it is given. */
public class Thermostat implements AutoCloseable {
  private final DeviceClient client;

  public Thermostat(String connectionString) {
    client = new DeviceClient(connectionString, IotHubClientProtocol.MQTT);
  }

  public void start() throws Exception {
    client.open(true);
    client.subscribeToDesiredProperties((twin, context) -> apply(twin.getDesiredProperties()), null);
    apply(client.getTwin().getDesiredProperties());
  }

  private void apply(TwinCollection desired) {
    if (desired.containsKey("target")) {
      TwinCollection reported = new TwinCollection();
      reported.put("target", desired.get("target"));
      client.updateReportedPropertiesAsync(reported, (status, answer, failure, context) -> {}, null);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
