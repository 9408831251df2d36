package io.twinhub.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.document.JournalLine;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of the journal of operations, as lines and as documents. */
class JournalEntryTest {
  private static final TwinAddress PUMP = TwinAddress.device("pump");
  private static final TwinAddress FAN = TwinAddress.module("pump", "fan");
  private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");
  private static final Principal.Service OWNER =
      new Principal.Service("owner", Set.of(Permission.SERVICE_CONNECT));

  private static JournalEntry entry(
      Operation operation, Outcome outcome, List<String> faults, List<String> hints) {
    return new JournalEntry(7, AT, operation, outcome, faults, hints);
  }

  static Stream<Arguments> entries() {
    Operation patch = Operation.of(OWNER.over(Transport.HTTPS), OperationKind.PATCH_TWIN, PUMP)
        .with("desired");
    return Stream.of(
        Arguments.of(
            entry(patch, new Outcome.Done("version 4"), List.of(), List.of()),
            "2030-01-01T00:00:00Z #7 pump patch-twin (desired) by owner over https: done, version 4",
            "{'number':7,'at':'2030-01-01T00:00:00Z','operation':'patch-twin','deviceId':'pump',"
                + "'caller':'owner','transport':'https','detail':'desired','outcome':'done',"
                + "'result':'version 4'}"),
        Arguments.of(
            entry(
                Operation.of(OWNER, OperationKind.QUERY),
                new Outcome.Refused(ErrorCode.THROTTLING, "too many\nqueries"),
                List.of("throttle"),
                List.of("Ask less.")),
            "2030-01-01T00:00:00Z #7 query by owner in process: refused, 429001 ThrottlingException:"
                + " too many?queries; fault: throttle; hint: Ask less.",
            "{'number':7,'at':'2030-01-01T00:00:00Z','operation':'query','caller':'owner',"
                + "'transport':'in-process','outcome':'refused','errorCode':429001,"
                + "'reason':'too many\\nqueries','faults':['throttle'],'hints':['Ask less.']}"),
        Arguments.of(
            entry(
                new Operation(
                    Caller.hub(Transport.MQTT), OperationKind.NOTIFY, Optional.of(FAN), ""),
                new Outcome.Missed("it is not connected"),
                List.of(),
                List.of()),
            "2030-01-01T00:00:00Z #7 pump/fan notify by the hub over mqtt: missed, because it is not"
                + " connected",
            "{'number':7,'at':'2030-01-01T00:00:00Z','operation':'notify','deviceId':'pump',"
                + "'moduleId':'fan','caller':'the hub','transport':'mqtt','outcome':'missed',"
                + "'reason':'it is not connected'}"),
        Arguments.of(
            entry(
                Operation.of(
                    new Principal.Service("in-process", Set.of()), OperationKind.READ_TWIN, PUMP),
                new Outcome.Done(""),
                List.of(),
                List.of()),
            "2030-01-01T00:00:00Z #7 pump read-twin by in-process: done",
            "{'number':7,'at':'2030-01-01T00:00:00Z','operation':'read-twin','deviceId':'pump',"
                + "'caller':'in-process','transport':'in-process','outcome':'done'}"));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void an_entry_is_one_line_and_one_document(JournalEntry entry, String line, String json) {
    assertThat(JournalLine.of(entry)).isEqualTo(line);
    assertThat(JournalDocument.of(entry)).hasToString(json.replace('\'', '"'));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void what_is_written_can_be_read_again(JournalEntry entry, String line, String json) {
    assertThat(JournalDocument.read(JournalDocument.of(entry))).isEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operation", "transport", "outcome"})
  void a_document_that_lacks_a_member_is_no_entry(String missing) {
    JsonObject document = JournalDocument.of(entry(
        Operation.of(OWNER, OperationKind.QUERY), new Outcome.Done(""), List.of(), List.of()));
    JsonObject wrong = document.with(missing, new JsonString("?"));
    assertThatThrownBy(() -> JournalDocument.read(wrong))
        .isInstanceOf(HubException.class)
        .hasMessage("not an entry of the journal of operations: " + wrong);
  }

  @ParameterizedTest
  @EnumSource(OperationKind.class)
  void each_kind_is_found_by_its_name(OperationKind kind) {
    assertThat(OperationKind.find(kind.text().toUpperCase(Locale.ROOT))).contains(kind);
    assertThat(kind.isPast() && kind.isDelivery()).isFalse();
  }

  @Test
  void some_kinds_are_past_and_some_are_deliveries() {
    assertThat(Stream.of(OperationKind.values()).filter(OperationKind::isPast))
        .containsExactly(OperationKind.DISCONNECT, OperationKind.OFFER, OperationKind.ACKNOWLEDGE);
    assertThat(Stream.of(OperationKind.values()).filter(OperationKind::isDelivery))
        .containsExactly(
            OperationKind.NOTIFY, OperationKind.DELIVER_CALL, OperationKind.DELIVER_MESSAGE);
  }

  @Test
  void an_entry_concerns_its_target_and_the_device_that_did_it() {
    Operation reboot = Operation.of(new Principal.Device(FAN), OperationKind.INVOKE, PUMP);
    JournalEntry entry = entry(reboot, new Outcome.Done(""), List.of(), List.of());
    assertThat(entry.concerns(PUMP)).isTrue();
    assertThat(entry.concerns(FAN)).isTrue();
    assertThat(entry.concerns(TwinAddress.device("other"))).isFalse();
    assertThat(JournalLine.isHub(reboot.caller())).isFalse();
    assertThat(JournalLine.isHub(Caller.hub(Transport.AMQP))).isTrue();
    assertThat(reboot.sized(3).bytes()).isEqualTo(3);
  }
}
