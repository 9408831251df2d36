package io.twinhub.local.frontend.https.route;

import io.twinhub.local.frontend.wire.Percent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The target of a request line. Accepts all forms that the SDKs send: absolute targets (Java's AMQP client),
 * a trailing slash (Node, C, .NET), {@code %2F} for slashes (IoT Explorer), and ids with or without
 * percent-encoding.
 *
 * @param segments the path, decoded once, without empty segments at its ends
 * @param parameters the query parameters, decoded, with names in lower case; if a name occurs twice, the
 *     first value counts
 */
public record RequestTarget(List<String> segments, Map<String, String> parameters) {
  private static final Pattern ABSOLUTE = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?]*");

  public static RequestTarget parse(String requestTarget) {
    String relative = requestTarget.startsWith("/")
        ? requestTarget
        : ABSOLUTE.matcher(requestTarget).replaceFirst("");
    int question = relative.indexOf('?');
    String path = question < 0 ? relative : relative.substring(0, question);
    String query = question < 0 ? "" : relative.substring(question + 1);
    return new RequestTarget(segments(path), parameters(query));
  }

  private static List<String> segments(String path) {
    List<String> segments = Percent.splitAtSlashes(path, true);
    if (segments.get(0).isEmpty()) {
      segments.remove(0);
    }
    if (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) {
      segments.remove(segments.size() - 1);
    }
    return segments.stream().map(Percent::decode).toList();
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.putIfAbsent(
          Percent.decode(name).toLowerCase(Locale.ROOT), Percent.decode(value.replace('+', ' ')));
    }
    return parameters;
  }

  /** The parameter, unless it is missing or empty. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }
}
