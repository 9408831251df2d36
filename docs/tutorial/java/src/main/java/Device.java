import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;

/** The device of the tutorial: says how it is connected, and prints what the back end wants. */
public class Device {
  public static void main(String[] args) throws Exception {
    String connectionString = System.getenv("IOTHUB_DEVICE_CONNECTION_STRING");
    DeviceClient client = new DeviceClient(connectionString, IotHubClientProtocol.MQTT);
    client.open(true);
    client.subscribeToDesiredProperties(
        (twin, context) -> System.out.println("Twin patch received: " + twin.getDesiredProperties()),
        null);
    TwinCollection reported = new TwinCollection();
    reported.put("connectivity", "cellular");
    client.updateReportedProperties(reported);
    System.out.println("Reported properties updated; press Enter to stop");
    System.in.read();
    client.close();
  }
}
