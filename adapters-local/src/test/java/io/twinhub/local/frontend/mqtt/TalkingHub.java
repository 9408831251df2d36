package io.twinhub.local.frontend.mqtt;

import io.twinhub.application.message.DeviceMessageService;
import io.twinhub.application.port.InBandFaults;
import io.twinhub.application.twin.DeviceTwinService;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.frontend.access.AuthenticatedDevice;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionCount;
import io.twinhub.local.frontend.net.Endpoint;
import io.twinhub.local.frontend.net.Listener;
import io.twinhub.local.frontend.net.Network;
import io.twinhub.local.frontend.net.log.ClosingLog;
import io.twinhub.local.frontend.twin.DeviceServices;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The local hub behind sockets that speak MQTT, with the device {@code dev1} and its module {@code m}; it lets everybody in. */
final class TalkingHub implements AutoCloseable {
  static final TwinAddress DEVICE = TwinAddress.device("dev1");
  static final TwinAddress MODULE = TwinAddress.module("dev1", "m");

  private static final int BUDGET_BYTES = 16 * 1024 * 1024;

  private volatile Duration passed = Duration.ZERO;
  private final LocalHub hub =
      new LocalHub(TwinRules.DEFAULT, () -> Instant.now().plus(passed));
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final Network network = Network.start();
  private final Listener listener;

  TalkingHub() {
    register(DEVICE);
    register(MODULE);
    DeviceServices services = new DeviceServices(
        new DeviceTwinService(hub.connections()),
        new DeviceMessageService(hub.inbox(), hub.telemetry()),
        (claimed, token, chain) ->
            new AuthenticatedDevice(new Principal.Device(claimed), Optional.empty()),
        InstantSource.system(),
        new ConnectionCount(ConnectionCount.CONNECTIONS_MAX),
        new ByteBudget(BUDGET_BYTES),
        InBandFaults.IGNORED,
        new ClosingLog() {
          @Override
          public void closed(String who, String reason, Optional<Throwable> mistake) {
            log.add(reason);
          }

          @Override
          public void refused(String who, String reason, String mark) {
            refusals.add(reason);
          }
        });
    listener = Listener.bind(
        network,
        new Endpoint("MQTT", "127.0.0.1", 0),
        Optional.empty(),
        new MqttFrontEnd(services));
  }

  void register(TwinAddress address) {
    hub.identities().create(IdentityRequest.withKeys(address));
  }

  LocalHub hub() {
    return hub;
  }

  /** Why connections ended. */
  List<String> log() {
    return log;
  }

  /** Why requests were refused. */
  List<String> refusals() {
    return refusals;
  }

  SocketClient client(Connect connect) throws IOException {
    return SocketClient.connected(listener.port(), connect);
  }

  /** A client that has subscribed, and has read its SUBACK. */
  SocketClient subscribed(Connect connect, int qos, String... filters) throws IOException {
    SocketClient client = client(connect);
    client.send(ClientPackets.subscribe(1, qos, filters));
    byte[] subAck = client.packet();
    if (subAck[0] != (byte) 0x90 || subAck[3] != qos) {
      throw new AssertionError("not subscribed");
    }
    return client;
  }

  CompletableFuture<MethodAnswer> call(TwinAddress address, String name, String payload) {
    return hub.methods().invoke(address, MethodCall.of(name, payload));
  }

  void send(CloudMessage.Builder message) {
    hub.messages().send(message.build());
  }

  void send(String body) {
    send(CloudMessage.to(DEVICE).messageId(body).body(body));
  }

  /** Writes desired properties, as a back end does. */
  void write(JsonObject desired) {
    hub.twins().patch(DEVICE, TwinPatch.ofDesired(desired), IfMatch.any());
  }

  /** Moves the hub's clock. */
  void letPass(Duration time) {
    passed = passed.plus(time);
  }

  /** How many messages wait or are held. */
  long waiting(TwinAddress address) {
    return hub.twins().find(address).orElseThrow().root().connection().messageCount();
  }

  @Override
  public void close() {
    listener.close();
    network.close();
    hub.close();
  }
}
