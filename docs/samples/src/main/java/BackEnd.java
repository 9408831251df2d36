import io.twinhub.application.port.out.HubPorts;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The back end: notes where a device stands, says what it wants, asks which devices are there. */
public class BackEnd {
  private final HubPorts hub;

  public BackEnd(HubPorts hub) {
    this.hub = hub;
  }

  public void register(String deviceId) {
    TwinAddress device = TwinAddress.device(deviceId);
    if (hub.identities().find(device).isEmpty()) {
      hub.identities().create(IdentityRequest.withKeys(device));
    }
  }

  public void place(String deviceId, String plant) {
    JsonObject location = JsonObject.builder().put("region", "US").put("plant", plant).build();
    patch(deviceId, TwinPatch.ofTags(JsonObject.of("location", location)));
  }

  public void want(String deviceId, int minTemperature) {
    JsonObject climate = JsonObject.builder().put("minTemperature", minTemperature).build();
    patch(deviceId, TwinPatch.ofDesired(JsonObject.of("climate", climate)));
  }

  private void patch(String deviceId, TwinPatch patch) {
    hub.twins().patch(TwinAddress.device(deviceId), patch, IfMatch.any());
  }

  public List<String> devicesIn(String plant) {
    return ids("SELECT * FROM devices WHERE tags.location.plant = '" + plant + "'");
  }

  public List<String> cellularDevicesIn(String plant) {
    return ids("SELECT * FROM devices WHERE tags.location.plant = '" + plant
        + "' AND properties.reported.connectivity.type = 'cellular'");
  }

  private List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    Optional<ContinuationToken> next = Optional.empty();
    do {
      QueryPage page = hub.queries().run(new QueryText(query), PageSize.DEFAULT, next);
      for (JsonObject twin : page.rows()) {
        ids.add(((JsonString) twin.find("deviceId").orElseThrow()).value());
      }
      next = page.next();
    } while (next.isPresent());
    return ids;
  }
}
