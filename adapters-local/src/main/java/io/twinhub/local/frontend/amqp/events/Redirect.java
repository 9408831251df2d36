package io.twinhub.local.frontend.amqp.events;

import io.netty.channel.Channel;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.wire.Tracking;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Redirects clients that ask the hub for its events to the event hub, which is at the same address. The CLI
 * and IoT Explorer follow such redirects.
 */
final class Redirect {
  /** The AMQP port, for clients that came through a WebSocket. */
  private static final int AMQP_PORT = 5671;

  private static final int HTTPS_PORT = 443;
  private static final Pattern PORT = Pattern.compile(":\\d+$");

  private final EventHub hub;
  private final InstantSource clock;
  private final Channel channel;

  Redirect(EventHub hub, InstantSource clock, Channel channel) {
    this.hub = hub;
    this.clock = clock;
    this.channel = channel;
  }

  /** Refuses a link with the address that it should have had. */
  void answer(LinkRequest request, EventAddress.OfHub asked) {
    String host = PORT.matcher(request.hostName()).replaceFirst("");
    String dialled = host.isEmpty() ? "localhost" : host;
    int port = port();
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("hostname", dialled);
    info.put("network-host", dialled);
    info.put("port", port);
    info.put("address", "amqps://%s:%d/%s/%s".formatted(dialled, port, hub.name(), asked.rest()));
    info.put("com.microsoft:tracking-id", Tracking.next(clock.instant()).toString());
    request.refuse(new AmqpCondition(AmqpCondition.REDIRECT, ""), info);
  }

  private int port() {
    int local = channel.localAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
    return local == 0 || local == HTTPS_PORT ? AMQP_PORT : local;
  }
}
