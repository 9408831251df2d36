package io.twinhub.local.frontend.amqp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flow.FlowControlHandler;
import io.twinhub.local.frontend.amqp.frame.FrameCutter;
import io.twinhub.local.frontend.amqp.frame.Symbols;
import io.twinhub.local.frontend.amqp.proton.AmqpHandler;
import io.twinhub.local.frontend.amqp.session.AmqpHub;
import io.twinhub.local.frontend.amqp.session.Client;
import io.twinhub.local.frontend.amqp.session.Departure;
import io.twinhub.local.frontend.amqp.session.Line;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionSetup;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.PeerCertificate;
import io.twinhub.local.frontend.net.SerialExecutor;
import io.twinhub.local.frontend.net.Turns;

/**
 * AMQP 1.0 as devices, modules and back ends speak it, behind the TLS of port 5671 and behind the WebSocket
 * {@value #WEB_SOCKET_PROTOCOL} of port 443. One is enough for any number of listeners.
 */
public final class AmqpFrontEnd implements ConnectionSetup {
  /** The WebSocket sub-protocol. */
  public static final String WEB_SOCKET_PROTOCOL = "AMQPWSB10";

  private final AmqpHub hub;
  private final Symbols symbols = new Symbols();

  /** Serves {@code hub}. */
  public AmqpFrontEnd(AmqpHub hub) {
    this.hub = hub;
  }

  /** How many devices and modules are connected; several may share a connection. */
  public int connected() {
    return hub.devices().connections().connected();
  }

  /** Adds AMQP where bytes come and go in the clear. */
  @Override
  public void addHandlers(ChannelPipeline pipeline, SerialExecutor work) {
    Channel channel = pipeline.channel();
    ExitDoor exit =
        new ExitDoor(channel, hub.devices().log(), "a client before its first token or link");
    Departure departure = new Departure(exit);
    ByteBudget budget = hub.devices().budget();
    ByteBudget.Claim unfinished = budget.newClaim();
    exit.atEnd(unfinished::close);
    Turns turns = new Turns(channel, work, exit, budget);
    Line line = new Line(channel, work, turns, departure);
    Client client = new Client(hub, line, () -> PeerCertificate.chain(channel));
    pipeline.addLast("amqp-frames", new FrameCutter());
    // Frames that are cut already wait here while reading is paused.
    pipeline.addLast("amqp-flow", new FlowControlHandler());
    pipeline.addLast(
        "amqp-connection", new AmqpHandler(channel, turns, departure, client, symbols, unfinished));
  }
}
