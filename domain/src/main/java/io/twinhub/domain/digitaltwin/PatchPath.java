package io.twinhub.domain.digitaltwin;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an operation of a JSON Patch takes effect: {@code /NAME} is a property or a component, {@code
 * /COMPONENT/PROPERTY} a property of a component. In a name, {@code ~1} stands for a slash and {@code ~0} for
 * a tilde (RFC 6901).
 *
 * @param name the property or component
 * @param property the property of the component {@code name}
 */
public record PatchPath(String name, Optional<String> property) {
  private static final int SEGMENTS_MAX = 2;

  /**
   * Reads a path.
   *
   * @throws HubException with {@link DigitalTwinError#badPath}
   */
  public static PatchPath parse(String text) {
    if (!text.startsWith("/")) {
      throw new HubException(DigitalTwinError.badPath(text, "does not begin with a slash"));
    }
    List<String> segments = new ArrayList<>();
    for (String segment : text.substring(1).split("/", -1)) {
      segments.add(name(text, segment));
    }
    if (segments.size() > SEGMENTS_MAX) {
      throw new HubException(DigitalTwinError.badPath(
          text, "is too long; it may be /PROPERTY, /COMPONENT or /COMPONENT/PROPERTY"));
    }
    return new PatchPath(
        segments.get(0),
        segments.size() == SEGMENTS_MAX ? Optional.of(segments.get(1)) : Optional.empty());
  }

  private static String name(String path, String segment) {
    if (segment.isEmpty()) {
      throw new HubException(DigitalTwinError.badPath(path, "has an empty name"));
    }
    if (segment.startsWith("$") || segment.equals(Component.MARK)) {
      throw new HubException(DigitalTwinError.badPath(
          path, "names '%s', which only the hub writes".formatted(segment)));
    }
    return segment.replace("~1", "/").replace("~0", "~");
  }

  /** The names, outermost first. */
  JsonPath names() {
    JsonPath root = JsonPath.of(name);
    return property.map(root::then).orElse(root);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  @Override
  public String toString() {
    return "/" + escaped(name) + property.map(inner -> "/" + escaped(inner)).orElse("");
  }
}
