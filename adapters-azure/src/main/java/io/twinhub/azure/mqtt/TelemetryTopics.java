package io.twinhub.azure.mqtt;

import io.twinhub.azure.wire.BagKeys;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The topics of messages to the cloud: a path, followed by the properties. Source: Azure's page on MQTT support. */
final class TelemetryTopics {
  private TelemetryTopics() {}

  static String of(TwinAddress sender, DeviceMessage message) {
    List<String> bag = new ArrayList<>();
    message.system().forEach((property, value) -> bag.add(pair(BagKeys.of(property), value)));
    message.properties().forEach((name, value) -> bag.add(pair(name, value)));
    String module = sender.moduleId().map(id -> "/modules/" + id).orElse("");
    return "devices/%s%s/messages/events/%s"
        .formatted(sender.deviceId(), module, String.join("&", bag));
  }

  private static String pair(String name, String value) {
    return encoded(name) + "=" + encoded(value);
  }

  /** In a topic a plus is literal. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
