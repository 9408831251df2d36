package io.twinhub.azure.guilty;

import com.hivemq.client.mqtt.MqttClient;

/** Guilty: the MQTT client outside the package that hides it. */
public interface AdapterThatKnowsAnMqttClient {
  MqttClient client();
}
