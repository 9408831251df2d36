package io.twinhub.azure.mqtt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The topics of methods, the same for devices and modules. Source: Azure's page on direct methods. */
final class MethodTopics {
  static final String CALLS = "$iothub/methods/POST/#";

  private static final String CALL = "$iothub/methods/POST/";

  private static final Pattern CALLED =
      Pattern.compile("\\$iothub/methods/POST/([^/]+)/\\?\\$rid=([^&/]+)");

  private MethodTopics() {}

  static boolean isCall(String topic) {
    return topic.startsWith(CALL);
  }

  /**
   * The content of a call's topic.
   *
   * @param name the method's name, not encoded
   * @param request the id that the answer must carry
   */
  record Called(String name, String request) {}

  /** Parses {@code topic}, if it is that of a call. */
  static Optional<Called> called(String topic) {
    Matcher parts = CALLED.matcher(topic);
    return parts.matches()
        ? Optional.of(new Called(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  static String answer(String request, int status) {
    return "$iothub/methods/res/" + status + "/?$rid=" + request;
  }
}
