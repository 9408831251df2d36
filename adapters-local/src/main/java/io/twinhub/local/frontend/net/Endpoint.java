package io.twinhub.local.frontend.net;

import java.net.InetSocketAddress;

/**
 * Where a listener listens.
 *
 * @param name the protocol, for logs and messages
 * @param host a host name or an IP literal of this machine
 * @param port 0 for any free port
 */
public record Endpoint(String name, String host, int port) {
  private static final int PORT_MAX = 65_535;

  /** Accepts ports from 0 to 65535. */
  public Endpoint {
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return name + " on " + host + ":" + port;
  }
}
