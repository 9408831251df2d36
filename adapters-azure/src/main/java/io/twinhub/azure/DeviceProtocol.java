package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;

/** The protocols of the device SDK. The ports are fixed: 8883, 5671, and 443 for both over WebSocket. */
public enum DeviceProtocol {
  /** MQTT over TLS, port 8883. */
  MQTT(IotHubClientProtocol.MQTT),
  /** MQTT over WebSocket, port 443. */
  MQTT_WS(IotHubClientProtocol.MQTT_WS),
  /** AMQP over TLS, port 5671. */
  AMQPS(IotHubClientProtocol.AMQPS),
  /** AMQP over WebSocket, port 443. */
  AMQPS_WS(IotHubClientProtocol.AMQPS_WS);

  private final IotHubClientProtocol sdk;

  DeviceProtocol(IotHubClientProtocol sdk) {
    this.sdk = sdk;
  }

  /** The SDK's own value. */
  IotHubClientProtocol sdk() {
    return sdk;
  }
}
