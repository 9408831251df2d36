package io.twinhub.bootstrap;

import io.twinhub.bootstrap.config.BoundPorts;
import io.twinhub.bootstrap.config.EventsConfig;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.wiring.LocalHubComponent;
import io.twinhub.domain.access.Transport;
import io.twinhub.local.frontend.net.BindProblem;
import io.twinhub.local.frontend.net.ConnectionSetup;
import io.twinhub.local.frontend.net.Endpoint;
import io.twinhub.local.frontend.net.Listener;
import io.twinhub.local.frontend.net.Network;
import io.twinhub.local.frontend.net.tls.ServerTls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of a hub for devices, back ends and readers of events. */
final class HubListeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HubListeners.class);

  /** The listeners in the order in which they are bound, as the metrics name them. */
  private static final List<String> NAMES = List.of("https", "mqtt", "amqp", "events", "commands");

  private final HubConfig config;
  private final LocalHubComponent component;
  private final Network network;

  /** Those that are bound: HTTPS, MQTT, AMQP, events without TLS, REST without TLS. */
  private final List<Listener> bound = new CopyOnWriteArrayList<>();

  /** None yet. */
  HubListeners(HubConfig config, LocalHubComponent component, Network network) {
    this.config = config;
    this.component = component;
    this.network = network;
  }

  /**
   * Binds all of them.
   *
   * @param tls the certificates of each port
   * @throws BindProblem if a port cannot be bound; those that were bound stay open until this is closed
   */
  void bind(Function<Transport, Optional<ServerTls>> tls) {
    bind("HTTPS", config.httpsPort(), tls.apply(Transport.HTTPS), component.https());
    bind("MQTT", config.mqttPort(), tls.apply(Transport.MQTT), component.mqtt());
    bind("AMQP", config.amqpPort(), tls.apply(Transport.AMQP), component.amqp());
    bindEvents();
    bindCommands();
  }

  private void bind(String name, int port, Optional<ServerTls> tls, ConnectionSetup setup) {
    bound.add(Listener.bind(network, new Endpoint(name, config.host(), port), tls, setup));
  }

  /** Brokers such as RabbitMQ use the same port by default, which should not keep a hub from starting. */
  private void bindEvents() {
    try {
      bindEvents(config.events().port().orElse(EventsConfig.PORT_DEFAULT));
    } catch (BindProblem taken) {
      if (config.events().port().isPresent()) {
        throw taken;
      }
      LOG.info(
          "port {} is in use; events without TLS are on another port, which connection strings name",
          EventsConfig.PORT_DEFAULT);
      bindEvents(0);
    }
  }

  private void bindEvents(int port) {
    Endpoint plain = new Endpoint("events without TLS", config.eventsHost(), port);
    bound.add(Listener.bind(network, plain, Optional.empty(), component.amqp().eventsOnly()));
  }

  /**
   * Commands on this machine would spend half of their time on a TLS handshake with a hub that nobody can come
   * between.
   */
  private void bindCommands() {
    Endpoint plain = new Endpoint("commands", HubConfig.HOST_DEFAULT, 0);
    bound.add(Listener.bind(network, plain, Optional.empty(), component.https().restOnly()));
  }

  /** How many connections each has, by the name of its protocol. */
  Map<String, Integer> connections() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < bound.size(); i++) {
      counts.put(NAMES.get(i), bound.get(i).connections());
    }
    return counts;
  }

  /** The ports, once all are bound. */
  BoundPorts ports(int admin) {
    return new BoundPorts(
        bound.get(0).port(),
        bound.get(1).port(),
        bound.get(2).port(),
        admin,
        bound.get(3).port(),
        bound.get(4).port());
  }

  @Override
  public void close() {
    for (int i = bound.size() - 1; i >= 0; i--) {
      bound.get(i).close();
    }
  }
}
