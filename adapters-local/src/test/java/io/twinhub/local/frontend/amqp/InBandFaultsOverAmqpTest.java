package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.fault.FaultInForce;
import io.twinhub.domain.fault.InBandFault;
import io.twinhub.local.engine.alarm.ClockAlarms;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.fault.LocalFaults;
import io.twinhub.local.engine.fault.LocalInBandFaults;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Endpoint;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that ask for faults over AMQP. */
class InBandFaultsOverAmqpTest {
  private final HubClock clock = HubClock.standingAt(TestHub.NOW);
  private final ClockAlarms alarms = new ClockAlarms(clock);
  private final LocalFaults faults = new LocalFaults(clock, address -> true);
  private final TestHub hub = new TestHub();
  private final Peer peer = Peer.open(hub, "device dev1");
  private final Session session = peer.session();
  private final Map<String, Endpoint> parts = new LinkedHashMap<>();
  private final Sender telemetry = peer.sender(session, "/devices/dev1/messages/events", Map.of());

  InBandFaultsOverAmqpTest() {
    hub.judgeFaults(new LocalInBandFaults(true, faults, alarms));
    parts.put("connection", peer.connection());
    parts.put("session", session);
    parts.put("telemetry", telemetry);
    parts.put("cbs-requests", peer.sender(session, "$cbs", Map.of()));
    parts.put("cbs-responses", peer.receiver(session, "$cbs", Map.of()));
    parts.put("messages", peer.receiver(session, "/devices/dev1/messages/devicebound", Map.of()));
    pair("twin", "/devices/dev1/twin", "twin:1");
    pair("methods", "/devices/dev1/methods/devicebound", "methods:1");
    peer.settle();
    assertThat(ended()).isEmpty();
  }

  private void pair(String name, String address, String correlation) {
    Map<String, String> properties = Map.of("com.microsoft:channel-correlation-id", correlation);
    parts.put(name + "-from-client", peer.sender(session, address, properties));
    parts.put(name + "-to-client", peer.receiver(session, address, properties));
  }

  @AfterEach
  void close() {
    alarms.close();
  }

  private List<String> ended() {
    return parts.entrySet().stream()
        .filter(part -> part.getValue().getRemoteState() != EndpointState.ACTIVE)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void ask(String kind, String delay, String duration) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("AzIoTHub_FaultOperationType", kind);
    properties.put("AzIoTHub_FaultOperationCloseReason", "boom");
    properties.put("AzIoTHub_FaultOperationDelayInSecs", delay);
    properties.put("AzIoTHub_FaultOperationDurationInSecs", duration);
    Message message = Message.Factory.create();
    message.setApplicationProperties(new ApplicationProperties(properties));
    message.setBody(Wire.data("x"));
    Delivery sent = Wire.send(telemetry, message);
    peer.settle();
    assertThat(Arrived.word(sent.getRemoteState())).isEqualTo("Accepted");
  }

  private void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    peer.settle();
  }

  @ParameterizedTest
  @CsvSource({
    "KillAmqpCBSLinkReq, cbs-requests",
    "KillAmqpCBSLinkResp, cbs-responses",
    "KillAmqpD2CLink, telemetry",
    "KillAmqpC2DLink, messages",
    "KillAmqpTwinLinkReq, twin-from-client",
    "KillAmqpTwinLinkResp, twin-to-client",
    "KillAmqpMethodReqLink, methods-to-client",
    "KillAmqpMethodRespLink, methods-from-client",
  })
  void one_link_is_detached_after_the_delay(String kind, String link) {
    ask(kind, "5", "5");
    pass(4);
    assertThat(ended()).isEmpty();
    pass(1);
    assertThat(ended()).containsExactly(link);
    assertThat(Optional.ofNullable(parts.get(link)).map(Endpoint::getRemoteCondition))
        .hasValueSatisfying(condition -> {
          assertThat(condition.getCondition().toString()).isEqualTo("amqp:link:detach-forced");
          assertThat(condition.getDescription())
              .isEqualTo("the device asked for '%s': boom".formatted(kind));
        });
  }

  @Test
  void the_session_is_ended() {
    ask("KillAmqpSession", "5", "5");
    pass(5);
    assertThat(session.getRemoteState()).isEqualTo(EndpointState.CLOSED);
    assertThat(session.getRemoteCondition().getCondition().toString())
        .isEqualTo("amqp:link:detach-forced");
    assertThat(peer.isOpen()).isTrue();
    session.close();
    peer.settle();
    assertThat(hub.connected()).isZero();
    assertThat(hub.mistakes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KillAmqpConnection", "ShutDownAmqp"})
  void the_connection_is_ended_and_the_client_is_told(String kind) {
    ask(kind, "5", "5");
    pass(5);
    assertThat(peer.connection().getRemoteState()).isEqualTo(EndpointState.CLOSED);
    assertThat(peer.connection().getRemoteCondition().getCondition().toString())
        .isEqualTo("amqp:connection:forced");
  }

  @Test
  void the_socket_is_closed_without_a_word() {
    ask("KillTcp", "5", "5");
    pass(5);
    assertThat(peer.channel().isOpen()).isFalse();
    assertThat(ended()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "InvokeThrottling, THROTTLING",
    "InvokeMaxMessageQuota, IOT_HUB_QUOTA_EXCEEDED",
    "InvokeAuthError, IOT_HUB_UNAUTHORIZED",
  })
  void operations_are_refused_from_the_delay_on_for_the_duration(String kind, String code) {
    ask(kind, "5", "10");
    assertThat(faults.list()).isEmpty();
    pass(5);
    assertThat(faults.list()).extracting(FaultInForce::fault).singleElement().satisfies(fault -> {
      assertThat(fault.effect().toString()).contains(code);
      assertThat(fault.scope().target().orElseThrow()).hasToString("dev1");
    });
    pass(10);
    assertThat(faults.list()).isEmpty();
    assertThat(ended()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "KillEverything, 5, 5",
    "ShutDownMqtt, 5, 5",
    "KillTcp, soon, 5",
    "KillTcp, -1, 5",
    "KillTcp, 3601, 5",
    "InvokeThrottling, 5, 1e3",
    "InvokeThrottling, 5, 0"
  })
  void what_is_not_possible_does_nothing(String kind, String delay, String duration) {
    ask(kind, delay, duration);
    pass((int) InBandFault.TIME_MAX.toSeconds() + 1);
    assertThat(ended()).isEmpty();
    assertThat(faults.list()).isEmpty();
    assertThat(hub.mistakes()).isEmpty();
  }

  @Test
  void a_hub_without_the_switch_does_nothing() {
    hub.judgeFaults(new LocalInBandFaults(false, faults, alarms));
    ask("KillTcp", "0", "0");
    ask("KillTcp", "0", "0");
    pass(10);
    assertThat(ended()).isEmpty();
    assertThat(peer.isOpen()).isTrue();
  }
}
