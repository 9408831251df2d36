package io.twinhub.domain.access;

import java.util.Arrays;
import java.util.Optional;

/** How a request reached the hub. A WebSocket counts as the protocol that it carries. */
public enum Transport {
  /** MQTT, over TLS or a WebSocket. */
  MQTT("mqtt"),
  /** AMQP, over TLS or a WebSocket. */
  AMQP("amqp"),
  /** HTTPS. */
  HTTPS("https"),
  /** A call in the process of the hub, without a socket. */
  IN_PROCESS("in-process");

  private final String text;

  Transport(String text) {
    this.text = text;
  }

  /** The name that users write and read, such as {@code mqtt}. */
  public String text() {
    return text;
  }

  /** The transport with this name. */
  public static Optional<Transport> find(String text) {
    return Arrays.stream(values())
        .filter(transport -> transport.text.equalsIgnoreCase(text))
        .findFirst();
  }
}
