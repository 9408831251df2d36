package io.twinhub.domain.identity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scope of an edge device, which ties other devices to it:
 * {@code ms-azure-iot-edge://gateway-637534345627501371}. Only the device id has a meaning in another hub,
 * since generation ids differ from hub to hub.
 *
 * @param device the edge device
 * @param generationId its generation in its hub; digits
 */
public record EdgeScope(DeviceId device, String generationId) {
  private static final Pattern SHAPE = Pattern.compile("ms-azure-iot-edge://(.+)-(\\d+)");

  /** The scope that {@code text} spells, if it has the shape of one. */
  public static Optional<EdgeScope> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches() && DeviceId.isLawful(matcher.group(1))
        ? Optional.of(new EdgeScope(new DeviceId(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** The spelling on the wire. */
  @Override
  public String toString() {
    return "ms-azure-iot-edge://%s-%s".formatted(device, generationId);
  }
}
