package io.twinhub.local.frontend.amqp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flow.FlowControlHandler;
import io.twinhub.local.frontend.amqp.events.EventHub;
import io.twinhub.local.frontend.amqp.frame.FrameCutter;
import io.twinhub.local.frontend.amqp.frame.Symbols;
import io.twinhub.local.frontend.amqp.proton.AmqpHandler;
import io.twinhub.local.frontend.amqp.session.AmqpConnection;
import io.twinhub.local.frontend.amqp.session.AmqpHub;
import io.twinhub.local.frontend.amqp.session.Client;
import io.twinhub.local.frontend.amqp.session.ConnectionEnd;
import io.twinhub.local.frontend.amqp.session.ReadableEvents;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionSetup;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.SerialExecutor;
import io.twinhub.local.frontend.net.tls.PeerCertificate;

/**
 * AMQP 1.0 for devices, modules and back ends, behind the TLS of port 5671 and behind the WebSocket {@value
 * #WEB_SOCKET_PROTOCOL} of port 443. One instance serves any number of listeners.
 */
public final class AmqpFrontEnd implements ConnectionSetup {
  /** The WebSocket sub-protocol. */
  public static final String WEB_SOCKET_PROTOCOL = "AMQPWSB10";

  private final AmqpHub hub;
  private final EventHub events;
  private final Symbols symbols = new Symbols();

  /** Serves {@code hub}, and lets back ends read {@code events}. */
  public AmqpFrontEnd(AmqpHub hub, EventHub events) {
    this.hub = hub;
    this.events = events;
  }

  /** What serves the events and nothing else, for a port without TLS. */
  public ConnectionSetup eventsOnly() {
    return (pipeline, work) -> addHandlers(pipeline, work, new ReadableEvents(events, true));
  }

  /** How many devices and modules are connected; several may share a connection. */
  public int connected() {
    return hub.devices().connections().connected();
  }

  /** How many links read events. */
  public int readers() {
    return events.readers().count();
  }

  /** Adds AMQP to a pipeline whose bytes are already decrypted. */
  @Override
  public void addHandlers(ChannelPipeline pipeline, SerialExecutor work) {
    addHandlers(pipeline, work, new ReadableEvents(events, false));
  }

  private void addHandlers(ChannelPipeline pipeline, SerialExecutor work, ReadableEvents readable) {
    Channel channel = pipeline.channel();
    ExitDoor exit =
        new ExitDoor(channel, hub.devices().log(), "a client before its first token or link");
    ConnectionEnd end = new ConnectionEnd(exit);
    ByteBudget budget = hub.devices().budget();
    ByteBudget.Claim unfinished = budget.newClaim();
    exit.atEnd(unfinished::close);
    OrderedWork ordered = new OrderedWork(channel, work, exit, budget);
    AmqpConnection amqp = new AmqpConnection(channel, work, ordered, end);
    Client client = new Client(hub, readable, amqp, () -> PeerCertificate.chain(channel));
    pipeline.addLast("amqp-frames", new FrameCutter());
    // Holds the frames that were already cut while reading is paused.
    pipeline.addLast("amqp-flow", new FlowControlHandler());
    pipeline.addLast(
        "amqp-connection", new AmqpHandler(channel, ordered, end, client, symbols, unfinished));
  }
}
