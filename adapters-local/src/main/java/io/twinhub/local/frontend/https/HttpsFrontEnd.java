package io.twinhub.local.frontend.https;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.local.frontend.access.Authenticator;
import io.twinhub.local.frontend.https.route.DeviceRoutes;
import io.twinhub.local.frontend.https.route.ExplanationRoutes;
import io.twinhub.local.frontend.https.route.IdentityRoutes;
import io.twinhub.local.frontend.https.route.JobRoutes;
import io.twinhub.local.frontend.https.route.MethodRoutes;
import io.twinhub.local.frontend.https.route.QueryRoutes;
import io.twinhub.local.frontend.https.route.RequestLog;
import io.twinhub.local.frontend.https.route.Route;
import io.twinhub.local.frontend.https.route.Router;
import io.twinhub.local.frontend.https.route.StatisticsRoutes;
import io.twinhub.local.frontend.https.route.TwinRoutes;
import io.twinhub.local.frontend.https.route.UnbuiltRoutes;
import io.twinhub.local.frontend.https.route.fleet.ConfigurationRoutes;
import io.twinhub.local.frontend.https.route.fleet.DigitalTwinRoutes;
import io.twinhub.local.frontend.https.route.fleet.TransferRoutes;
import io.twinhub.local.frontend.https.server.Answering;
import io.twinhub.local.frontend.https.server.HttpConnection;
import io.twinhub.local.frontend.https.server.HttpLimits;
import io.twinhub.local.frontend.https.server.PatchByPost;
import io.twinhub.local.frontend.https.server.RequestClock;
import io.twinhub.local.frontend.https.websocket.WebSocketUpgrade;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionSetup;
import io.twinhub.local.frontend.net.SerialExecutor;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The service API and the device API over HTTP/1.1, and WebSockets for the device protocols, all behind TLS
 * on port 443. A listener adds it to its connections.
 */
public final class HttpsFrontEnd implements ConnectionSetup {
  private static final String FLOW = "flow";

  private final Router router;
  private final InstantSource clock;
  private final RequestLog log = new RequestLog();
  private final Map<String, ConnectionSetup> webSockets;
  private final ByteBudget budget;
  private final OperationGate gate;

  /**
   * Creates a front end that calls these ports.
   *
   * @param webSockets the protocols behind {@code /$iothub/websocket}, by sub-protocol: {@code mqtt} and
   *     {@code AMQPWSB10}. They are the same setups that serve the protocols' own ports
   * @param budget the room for large bodies
   * @param gate what the operations of the ports pass
   */
  public HttpsFrontEnd(
      ServicePorts ports,
      Authenticator authenticator,
      InstantSource clock,
      Map<String, ConnectionSetup> webSockets,
      ByteBudget budget,
      OperationGate gate) {
    this.router = new Router(authenticator, routes(ports));
    this.clock = clock;
    this.webSockets = Map.copyOf(webSockets);
    this.budget = budget;
    this.gate = gate;
  }

  /** Literal segments precede ids: {@code query} in {@code POST /devices/query} is not a device id. */
  static List<Route> routes(ServicePorts ports) {
    return Stream.of(
            new QueryRoutes(ports.queries().results()).routes(),
            new ExplanationRoutes(ports.queries().explanations()).routes(),
            new TwinRoutes(ports.twins()).routes(),
            new IdentityRoutes(ports.identities(), ports.conversation().messages()).routes(),
            new StatisticsRoutes(ports.identities()).routes(),
            new ConfigurationRoutes(
                    ports.fleet().configurations().service(),
                    ports.fleet().configurations().rules())
                .routes(),
            new MethodRoutes(ports.conversation().methods()).routes(),
            new DeviceRoutes(ports.conversation().inbox()).routes(),
            new JobRoutes(ports.fleet().jobs()).routes(),
            new DigitalTwinRoutes(ports.conversation().digitalTwins()).routes(),
            UnbuiltRoutes.routes(),
            new TransferRoutes(ports.fleet().transfers()).routes())
        .flatMap(List::stream)
        .toList();
  }

  /** The same without WebSockets, and with PATCH for clients that have none: for a port without TLS. */
  public ConnectionSetup restOnly() {
    return (pipeline, work) -> {
      addHandlers(pipeline, work, Map.of());
      pipeline.addBefore(FLOW, "patch", new PatchByPost());
    };
  }

  @Override
  public void addHandlers(ChannelPipeline pipeline, SerialExecutor work) {
    addHandlers(pipeline, work, webSockets);
  }

  private void addHandlers(
      ChannelPipeline pipeline, SerialExecutor work, Map<String, ConnectionSetup> protocols) {
    RequestClock requests = new RequestClock(log);
    HttpDecoderConfig limits = new HttpDecoderConfig()
        .setMaxInitialLineLength(HttpLimits.LINE_BYTES_MAX)
        .setMaxHeaderSize(HttpLimits.HEAD_BYTES_MAX);
    pipeline.addLast(requests, new HttpServerCodec(limits, HttpLimits.PIPELINE_MAX));
    pipeline.addLast(FLOW, new FlowControlHandler());
    pipeline.addLast(new HttpConnection(
        requests,
        new Answering(router, clock, log, work, gate::mayWait),
        new WebSocketUpgrade(
            protocols,
            work,
            List.of(RequestClock.class, FlowControlHandler.class, HttpConnection.class)),
        budget));
  }
}
