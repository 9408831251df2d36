package io.twinhub.local.frontend.https;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.twinhub.application.configuration.ServiceConfigurationService;
import io.twinhub.application.identity.DeviceIdentityService;
import io.twinhub.application.job.ServiceJobService;
import io.twinhub.application.message.DeviceMessageService;
import io.twinhub.application.message.ServiceMessageService;
import io.twinhub.application.message.ServiceMethodService;
import io.twinhub.application.port.InBandFaults;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.application.query.QueryExplanationService;
import io.twinhub.application.query.QueryService;
import io.twinhub.application.transfer.ServiceTransferService;
import io.twinhub.application.twin.DigitalTwinService;
import io.twinhub.application.twin.ServiceTwinService;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.frontend.access.AuthenticatedDevice;
import io.twinhub.local.frontend.access.Authenticator;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.TrustedIssuers;
import io.twinhub.local.frontend.mqtt.MqttFrontEnd;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionCount;
import io.twinhub.local.frontend.net.SerialExecutor;
import io.twinhub.local.frontend.twin.DeviceServices;
import io.twinhub.local.frontend.twin.FakeHub;
import io.twinhub.local.frontend.twin.HandExecutor;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The HTTPS front end on embedded channels, over the real engine, with MQTT behind its WebSockets. */
final class FuzzedHub implements AutoCloseable {
  private final InstantSource clock = InstantSource.fixed(RunningHub.NOON);
  private final LocalHub hub = new LocalHub(TwinRules.DEFAULT, clock);
  private final FakeHub twins = new FakeHub();
  private final List<String> mistakes = new ArrayList<>();
  private final ConnectionCount connections = new ConnectionCount(ConnectionCount.CONNECTIONS_MAX);
  private final ByteBudget budget = new ByteBudget(RunningHub.BUDGET_BYTES);
  private final HttpsFrontEnd frontEnd;

  FuzzedHub() {
    ServicePorts ports = new ServicePorts(
        new ServiceTwinService(hub.twins()),
        new DeviceIdentityService(hub.identities(), hub.twins()),
        new ServicePorts.Queries(
            new QueryService(hub.queries()), new QueryExplanationService(hub.queries())),
        new ServicePorts.Conversation(
            new ServiceMethodService(hub.methods()),
            new ServiceMessageService(hub.messages()),
            new DeviceMessageService(hub.inbox(), hub.telemetry()),
            new DigitalTwinService(
                new ServiceTwinService(hub.twins()), new ServiceMethodService(hub.methods()))),
        new ServicePorts.Fleet(
            new ServiceJobService(hub.jobs()),
            new ServicePorts.FleetConfigurations(
                new ServiceConfigurationService(hub.configurations()), TwinRules.DEFAULT),
            new ServiceTransferService(hub.transfers())));
    MqttFrontEnd mqtt = new MqttFrontEnd(new DeviceServices(
        twins,
        twins,
        (claimed, token, chain) ->
            new AuthenticatedDevice(new Principal.Device(claimed), Optional.empty()),
        clock,
        connections,
        budget,
        InBandFaults.IGNORED,
        (who, reason, mistake) -> mistake.ifPresent(cause -> mistakes.add(reason))));
    frontEnd = new HttpsFrontEnd(
        ports,
        new Authenticator(new Registry(), clock, TrustedIssuers.inNobody()),
        clock,
        Map.of(MqttFrontEnd.WEB_SOCKET_PROTOCOL, mqtt),
        budget,
        OperationGate.OPEN);
    hub.identities().create(IdentityRequest.withKeys(TwinAddress.device("dev1")));
  }

  /** Sends pieces on a connection of their own, and ends it; fails if the hub made a mistake or kept memory. */
  void feed(List<byte[]> pieces) {
    UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(memory);
    channel.freezeTime();
    HandExecutor workers = new HandExecutor();
    frontEnd.addHandlers(channel.pipeline(), new SerialExecutor(workers));
    for (byte[] piece : pieces) {
      if (channel.isOpen()) {
        channel.writeInbound(memory.heapBuffer(Math.max(piece.length, 1)).writeBytes(piece));
        channel.runPendingTasks();
        requireNoServerError(channel);
      }
    }
    channel.finishAndReleaseAll();
    channel.runPendingTasks();
    channel.releaseOutbound();
    if (memory.metric().usedHeapMemory() != 0) {
      throw new IllegalStateException(
          memory.metric().usedHeapMemory() + " bytes of buffers are left");
    }
    if (!mistakes.isEmpty()) {
      throw new IllegalStateException(mistakes.toString());
    }
    if (connections.connected() != 0 || !twins.connected().isEmpty()) {
      throw new IllegalStateException("a device is left: " + twins.connected());
    }
  }

  private static void requireNoServerError(EmbeddedChannel channel) {
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      String text = bytes.toString(StandardCharsets.ISO_8859_1);
      bytes.release();
      if (text.startsWith("HTTP/1.1 500")) {
        throw new IllegalStateException(text);
      }
    }
  }

  @Override
  public void close() {
    hub.close();
  }
}
