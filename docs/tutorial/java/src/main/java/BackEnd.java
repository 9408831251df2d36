import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.query.TwinQueryResponse;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.util.Map;

/** The back end of the tutorial: notes where a device stands, and asks which ones are there. */
public class BackEnd {
  public static void main(String[] args) throws Exception {
    String connectionString = System.getenv("IOTHUB_CONNECTION_STRING");
    TwinClient twins = new TwinClient(connectionString);
    Twin patch = new Twin(System.getenv().getOrDefault("DEVICE_ID", "myDeviceId"));
    patch.getTags().put("location", Map.of("region", "US", "plant", "Redmond43"));
    patch.getDesiredProperties().put("power_level", 1);
    twins.patch(patch);

    QueryClient queries = new QueryClient(connectionString);
    String inRedmond = "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'";
    print("Devices in Redmond43:", queries.queryTwins(inRedmond));
    print(
        "Devices in Redmond43 using cellular network:",
        queries.queryTwins(inRedmond + " AND properties.reported.connectivity = 'cellular'"));
  }

  private static void print(String title, TwinQueryResponse devices) throws Exception {
    StringBuilder line = new StringBuilder(title);
    while (devices.hasNext()) {
      line.append(' ').append(devices.next().getDeviceId());
    }
    System.out.println(line);
  }
}
