package io.twinhub.bootstrap.explorer;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request of the Explorer's page. The body is not copied, since nothing changes it.
 *
 * @param method the HTTP method, such as GET
 * @param segments the decoded segments of the path behind {@code /api}
 * @param query the decoded parameters
 * @param body the body; may be empty
 * @param ifMatch the condition on the etag; {@link IfMatch#any} if there was none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read once
public record ExplorerRequest(
    String method, List<String> segments, Map<String, String> query, byte[] body, IfMatch ifMatch) {
  private static final String DEVICES = "devices";
  private static final String MODULES = "modules";

  /** How many segments name a device: {@code devices/D}. */
  private static final int DEVICE_LENGTH = 2;

  /** How many segments name a module: {@code devices/D/modules/M}. */
  private static final int MODULE_LENGTH = 4;

  /** Copies segments and parameters. */
  public ExplorerRequest {
    segments = List.copyOf(segments);
    query = Map.copyOf(query);
  }

  /**
   * Method and path. A star stands for the device or the module, so that {@code /api/devices/D/twin} and {@code
   * /api/devices/D/modules/M/twin} have the same route.
   */
  public String route() {
    int named = named();
    List<String> rest = segments.subList(named, segments.size());
    String path = String.join("/", rest);
    String start = named == 0 ? "" : DEVICES + "/*" + (path.isEmpty() ? "" : "/");
    return method + " " + start + path;
  }

  /** How many segments name the device or module. */
  private int named() {
    if (segments.size() < DEVICE_LENGTH || !segments.get(0).equals(DEVICES)) {
      return 0;
    }
    return segments.size() >= MODULE_LENGTH && segments.get(DEVICE_LENGTH).equals(MODULES)
        ? MODULE_LENGTH
        : DEVICE_LENGTH;
  }

  /**
   * The device or module that the path names. Only for routes with a star.
   *
   * @throws io.twinhub.domain.error.HubException if an id is malformed
   */
  public TwinAddress address() {
    return named() == MODULE_LENGTH
        ? TwinAddress.module(segments.get(1), segments.get(MODULE_LENGTH - 1))
        : TwinAddress.device(segments.get(1));
  }

  /** The parameter, unless it is missing or empty. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * The body as a JSON object.
   *
   * @throws io.twinhub.domain.error.HubException if it is none
   */
  public JsonObject object() {
    return JsonText.parseObject(body);
  }

  /** The members of the body, whose names must match exactly. */
  public Members members() {
    return Members.exactly("", object());
  }
}
