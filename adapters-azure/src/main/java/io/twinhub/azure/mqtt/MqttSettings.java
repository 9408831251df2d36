package io.twinhub.azure.mqtt;

import io.twinhub.azure.wire.HubHosts;
import java.time.Duration;

/**
 * How plain MQTT reaches a hub.
 *
 * @param hostName the hub, without a port
 * @param port of MQTT, or of WebSockets
 * @param webSocket whether MQTT goes through a WebSocket
 * @param tokenLife how long a token signed with a key is valid
 * @param answerWait how long one answer of the hub may take
 */
public record MqttSettings(
    String hostName, int port, boolean webSocket, Duration tokenLife, Duration answerWait) {
  /** Accepts any host name of the hub, and replaces it with the one that devices dial. */
  public MqttSettings {
    hostName = HubHosts.ofDevices(hostName);
  }

  /** MQTT over TLS. Source: Azure's page on MQTT support. */
  public static final int MQTT_PORT = 8883;

  /** MQTT through a WebSocket. Source: the same page. */
  public static final int WEB_SOCKET_PORT = 443;

  /** The same as in Azure's SDKs. */
  public static final Duration TOKEN_LIFE = Duration.ofHours(1);

  /** The same as for the device SDK in this adapter. */
  public static final Duration ANSWER_WAIT = Duration.ofSeconds(10);

  /** MQTT over TLS. */
  public static MqttSettings tcp(String hostName) {
    return new MqttSettings(hostName, MQTT_PORT, false, TOKEN_LIFE, ANSWER_WAIT);
  }

  /** MQTT through a WebSocket, for networks that allow only HTTPS. */
  public static MqttSettings webSocket(String hostName) {
    return new MqttSettings(hostName, WEB_SOCKET_PORT, true, TOKEN_LIFE, ANSWER_WAIT);
  }

  /** The same on another port, as for a local hub. */
  public MqttSettings onPort(int other) {
    return new MqttSettings(hostName, other, webSocket, tokenLife, answerWait);
  }

  /** The same with another validity of tokens. */
  public MqttSettings withTokenLife(Duration other) {
    return new MqttSettings(hostName, port, webSocket, other, answerWait);
  }

  /** The same with another time-out for answers. */
  public MqttSettings waiting(Duration forOneAnswer) {
    return new MqttSettings(hostName, port, webSocket, tokenLife, forOneAnswer);
  }
}
