package io.twinhub.azure.mqtt;

import io.twinhub.domain.twin.property.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The topics of twins, the same for devices and modules. Source: Azure's page on MQTT support. */
final class TwinTopics {
  static final String ANSWERS = "$iothub/twin/res/#";
  static final String DESIRED = "$iothub/twin/PATCH/properties/desired/#";

  private static final Pattern ANSWER = Pattern.compile(
      "\\$iothub/twin/res/(\\d{3})/\\?\\$rid=(\\d{1,18})(?:&\\$version=(\\d{1,18}))?");

  private static final String NEWS = "$iothub/twin/PATCH/properties/desired/";

  private TwinTopics() {}

  static String read(long request) {
    return "$iothub/twin/GET/?$rid=" + request;
  }

  static String report(long request, Optional<Version> expected) {
    return "$iothub/twin/PATCH/properties/reported/?$rid="
        + request
        + expected.map(version -> "&$version=" + version.value()).orElse("");
  }

  static boolean isDesired(String topic) {
    return topic.startsWith(NEWS);
  }

  /**
   * The content of an answer's topic.
   *
   * @param status a three-digit status as in HTTP
   * @param request the number of the request
   * @param version the new version of the reported properties; 0 if it is not given
   */
  record Answered(int status, long request, Version version) {}

  /** Parses {@code topic}, if it is that of an answer. */
  static Optional<Answered> answered(String topic) {
    Matcher parts = ANSWER.matcher(topic);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(new Answered(
        Integer.parseInt(parts.group(1)),
        Long.parseLong(parts.group(2)),
        new Version(Optional.ofNullable(parts.group(3)).map(Long::parseLong).orElse(0L))));
  }
}
