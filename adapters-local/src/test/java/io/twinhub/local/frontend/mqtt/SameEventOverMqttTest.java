package io.twinhub.local.frontend.mqtt;

import io.twinhub.application.contract.AllEvents;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import io.twinhub.local.frontend.telemetry.SameEventContract;
import io.twinhub.local.frontend.wire.Percent;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;

/** Over MQTT the properties stand in the topic. */
class SameEventOverMqttTest extends SameEventContract {
  private static final Map<SystemProperty, String> KEYS = Map.ofEntries(
      Map.entry(SystemProperty.MESSAGE_ID, "$.mid"),
      Map.entry(SystemProperty.CORRELATION_ID, "$.cid"),
      Map.entry(SystemProperty.USER_ID, "$.uid"),
      Map.entry(SystemProperty.TO, "$.to"),
      Map.entry(SystemProperty.CONTENT_TYPE, "$.ct"),
      Map.entry(SystemProperty.CONTENT_ENCODING, "$.ce"),
      Map.entry(SystemProperty.EXPIRY, "$.exp"),
      Map.entry(SystemProperty.CREATION_TIME, "$.ctime"),
      Map.entry(SystemProperty.SCHEMA, "$.schema"),
      Map.entry(SystemProperty.COMPONENT, "$.sub"),
      Map.entry(SystemProperty.INTERFACE_ID, "$.ifid"));

  private final TalkingHub hub = new TalkingHub();

  SameEventOverMqttTest() {
    hub.register(DEVICE);
    hub.register(MODULE);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Override
  protected HubEvent sent(TwinAddress sender, DeviceMessage message) throws Exception {
    StringJoiner bag = new StringJoiner("&");
    message
        .system()
        .forEach(
            (key, value) -> bag.add(Percent.encode(KEYS.get(key)) + "=" + Percent.encode(value)));
    message
        .properties()
        .forEach((name, value) -> bag.add(Percent.encode(name) + "=" + Percent.encode(value)));
    String topic = "devices/alpha"
        + sender.moduleId().map(id -> "/modules/" + id.value()).orElse("")
        + "/messages/events/" + bag;
    try (SocketClient client = hub.client(Connect.of(sender.toString()))) {
      client.send(ClientPackets.publish(topic, message.body().toArray(), 1, 9));
      byte[] unused = client.packet();
    }
    return AllEvents.of(hub.hub().events(), 1).get(0);
  }
}
