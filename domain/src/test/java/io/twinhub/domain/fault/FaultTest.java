package io.twinhub.domain.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which operations a fault chooses among, and which faults there cannot be. */
class FaultTest {
  private static final TwinAddress PUMP = TwinAddress.device("pump");

  private static Operation operation(OperationKind kind, Transport transport) {
    return Operation.of(new Principal.Device(PUMP).over(transport), kind, PUMP);
  }

  private static final Operation REPORT = operation(OperationKind.REPORT, Transport.MQTT);

  static Stream<Arguments> scopes() {
    return Stream.of(
        Arguments.of(Fault.throttled(), true),
        Arguments.of(Fault.throttled().onDevice("pump"), true),
        Arguments.of(Fault.throttled().onDevice("other"), false),
        Arguments.of(Fault.throttled().onModule("pump", "fan"), false),
        Arguments.of(Fault.throttled().of(OperationKind.REPORT), true),
        Arguments.of(Fault.throttled().of(OperationKind.READ_OWN_TWIN), false),
        Arguments.of(Fault.throttled().over(Transport.MQTT), true),
        Arguments.of(Fault.throttled().over(Transport.AMQP), false));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void an_operation_is_disturbed_if_it_meets_every_restriction(Fault fault, boolean covered) {
    assertThat(fault.scope().covers(REPORT)).isEqualTo(covered);
  }

  @Test
  void an_operation_on_the_whole_hub_meets_no_restriction_to_a_device() {
    Operation query = Operation.of(new Principal.Device(PUMP), OperationKind.QUERY);
    assertThat(Fault.throttled().scope().covers(query)).isTrue();
    assertThat(Fault.throttled().onDevice("pump").scope().covers(query)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqtt", "amqp", "https"})
  void a_bad_certificate_may_be_restricted_to_a_port(String name) {
    Transport port = Transport.find(name).orElseThrow();
    Fault fault = Fault.badCertificate(CertificateFlaw.EXPIRED).over(port);
    assertThat(fault.scope().covers(port)).isTrue();
    assertThat(Fault.badCertificate(CertificateFlaw.EXPIRED).scope().covers(port))
        .isTrue();
    assertThat(fault.scope().covers(port == Transport.MQTT ? Transport.AMQP : Transport.MQTT))
        .isFalse();
  }

  static Stream<Arguments> impossible() {
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        refused(() -> Fault.throttled().withProbability(0), "'0.0' is not a probability"),
        refused(() -> Fault.throttled().withProbability(Double.NaN), "'NaN' is not a probability"),
        refused(() -> Fault.throttled().times(0), "a fault cannot happen 0 times"),
        refused(() -> Fault.throttled().lasting(Duration.ZERO), "a fault must last for some time"),
        refused(
            () -> Fault.throttled().lasting(second.negated()), "a fault must last for some time"),
        refused(() -> Fault.latency(second.negated()), "is not a delay"),
        refused(() -> Fault.latency(Duration.ofSeconds(2), second), "'2s..1s' is not a delay"),
        refused(() -> Fault.latency(Duration.ofHours(1)), "'3600s' is not a delay"),
        refused(
            () -> Fault.badCertificate(CertificateFlaw.EXPIRED).over(Transport.IN_PROCESS),
            "concerns TLS handshakes"),
        refused(
            () -> Fault.badCertificate(CertificateFlaw.EXPIRED).of(OperationKind.CONNECT),
            "concerns TLS handshakes"),
        refused(() -> Fault.dropBefore().over(Transport.IN_PROCESS), "has no connection to drop"),
        refused(
            () -> Fault.throttled().of(OperationKind.QUERY).over(Transport.AMQP),
            "the operation 'query' never comes over amqp"),
        refused(
            () -> Fault.throttled().of(OperationKind.READ_EVENTS).over(Transport.HTTPS),
            "the operation 'read-events' never comes over https"));
  }

  private static Arguments refused(Runnable work, String sentence) {
    return Arguments.of(work, sentence);
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void what_cannot_be_is_refused(Runnable work, String sentence) {
    assertThatThrownBy(work::run).isInstanceOf(HubException.class).hasMessageContaining(sentence);
  }

  @Test
  void what_can_be_is_not() {
    assertThat(Fault.throttled().of(OperationKind.READ_EVENTS).over(Transport.AMQP))
        .isNotNull();
    assertThat(Fault.throttled().of(OperationKind.QUERY).over(Transport.IN_PROCESS))
        .isNotNull();
    assertThat(Fault.throttled().of(OperationKind.SEND_EVENT).over(Transport.HTTPS))
        .isNotNull();
  }

  @Test
  void a_range_is_used_up_to_both_ends() {
    DelayRange range = DelayRange.parse("1ms..3ms");
    Random random = new Random(7);
    assertThat(Stream.generate(() -> range.pick(random)).limit(200).distinct())
        .containsExactlyInAnyOrder(
            Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));
    assertThat(DelayRange.parse("5m").pick(random)).isEqualTo(Duration.ofMinutes(5));
    assertThat(DelayRange.duration("2h")).contains(Duration.ofHours(2));
    assertThat(DelayRange.duration("soon")).isEmpty();
  }

  @Test
  void every_effect_says_whether_it_concerns_deliveries() {
    assertThat(Fault.throttled().effect().isOfDeliveries()).isFalse();
    assertThat(Fault.lost().effect().isOfDeliveries()).isTrue();
    assertThat(Fault.late(Duration.ofSeconds(1)).effect().isOfDeliveries()).isTrue();
    assertThat(Fault.twice().effect().isOfDeliveries()).isTrue();
    assertThat(Fault.reordered().effect().isOfDeliveries()).isTrue();
  }
}
