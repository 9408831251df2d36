package io.twinhub.domain.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.operation.OperationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults as documents, and what is said of those that are not possible. */
class FaultDocumentTest {
  private static final Pattern MEMBER =
      Pattern.compile("'(\\w+)':('([^']*)'|\\[([^]]*)]|([-\\d.]+))");

  private static Fault read(String json) {
    return FaultDocument.read(Members.exactly("", object(json.replace('"', '\''))));
  }

  /** The domain does not read JSON text; these objects are flat. */
  private static JsonObject object(String json) {
    JsonObject.Builder object = JsonObject.builder();
    MEMBER.matcher(json).results().forEach(found -> object.put(found.group(1), value(found)));
    return object.build();
  }

  private static JsonValue value(MatchResult found) {
    if (found.group(3) != null) {
      return new JsonString(found.group(3));
    }
    return found.group(4) != null
        ? JsonArray.of(List.of(found.group(4).replace("'", "").split(",")), JsonString::new)
        : JsonNumber.parse(found.group(5)).orElseThrow();
  }

  static Stream<Map.Entry<String, Fault>> faults() {
    return Map.of(
        "{'effect':'latency','delay':'2s'}", Fault.latency(Duration.ofSeconds(2)),
        "{'effect':'latency','delay':'500ms..1m'}",
            Fault.latency(Duration.ofMillis(500), Duration.ofMinutes(1)),
        "{'effect':'refuse','code':503}", Fault.refusal(ErrorCode.SERVICE_UNAVAILABLE),
        "{'effect':'refuse','code':'403002'}", Fault.refusal(ErrorCode.IOT_HUB_QUOTA_EXCEEDED),
        "{'effect':'refuse','code':'throttlingexception'}", Fault.throttled(),
        "{'effect':'throttled','times':3,'seed':7}", Fault.throttled().times(3).seed(7),
        "{'effect':'drop-before','deviceId':'d','operations':['report','read-own-twin']}",
            Fault.dropBefore().onDevice("d").of(OperationKind.REPORT, OperationKind.READ_OWN_TWIN),
        "{'effect':'drop-after','deviceId':'d','moduleId':'m','transport':'MQTT'}",
            Fault.dropAfter().onModule("d", "m").over(Transport.MQTT),
        "{'effect':'late','delay':'1s','probability':0.25,'lasts':'30s'}",
            Fault.late(Duration.ofSeconds(1)).withProbability(0.25).lasting(Duration.ofSeconds(30)),
        "{'effect':'wrong-name-certificate','transport':'https'}",
            Fault.badCertificate(CertificateFlaw.WRONG_NAME).over(Transport.HTTPS))
        .entrySet()
        .stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_document_and_the_short_form_say_the_same(Map.Entry<String, Fault> same) {
    assertThat(read(same.getKey())).isEqualTo(same.getValue());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void what_is_written_can_be_read_again(Map.Entry<String, Fault> same) {
    Fault fault = same.getValue();
    String json =
        FaultDocument.of(new FaultInForce("id", fault, Optional.empty(), 0)).toString();
    String asked = json.replaceFirst("\"id\":\"id\",", "").replaceFirst(",\"affected\":0", "");
    Fault again = read(asked);
    assertThat(fault.lasts().map(again::lasting).orElse(again)).isEqualTo(fault);
  }

  @Test
  void a_fault_in_force_shows_its_name_its_end_and_what_it_has_done() {
    Fault fault = Fault.latency(Duration.ofMillis(1500)).onDevice("d").of(OperationKind.REPORT);
    FaultInForce inForce =
        new FaultInForce("latency-1", fault, Optional.of(Instant.parse("2030-01-01T00:00:00Z")), 4);
    assertThat(FaultDocument.of(inForce))
        .hasToString("{\"id\":\"latency-1\",\"effect\":\"latency\",\"delay\":\"1500ms\","
            + "\"deviceId\":\"d\",\"operations\":[\"report\"],\"probability\":1,"
            + "\"until\":\"2030-01-01T00:00:00Z\",\"seed\":1,\"affected\":4}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      {} | effect is missing; use one of latency, refuse, late, throttled, drop-before, drop-after, lost, twice, reordered, expired-certificate, wrong-name-certificate, unknown-issuer-certificate
      {'effect':'slow'} | there is no effect 'slow': use one of latency, refuse, late, throttled, drop-before, drop-after, lost, twice, reordered, expired-certificate, wrong-name-certificate, unknown-issuer-certificate
      {'effect':'lost','chance':1} | chance is not a known field; the known fields are code, delay, deviceId, effect, lasts, moduleId, operations, probability, seed, times, transport
      {'effect':'latency'} | the effect 'latency' needs a delay, such as 2s or 1s..3s
      {'effect':'lost','delay':'2s'} | the effect 'lost' has no delay
      {'effect':'latency','delay':'soon'} | 'soon' is not a delay: write 2s, 500ms or 1s..3s, more than 0 and at most 600s
      {'effect':'latency','delay':'0s'} | '0s' is not a delay: write 2s, 500ms or 1s..3s, more than 0 and at most 600s
      {'effect':'latency','delay':'3s..1s'} | '3s..1s' is not a delay: write 2s, 500ms or 1s..3s, more than 0 and at most 600s
      {'effect':'late','delay':'1h'} | '3600s' is not a delay: write 2s, 500ms or 1s..3s, more than 0 and at most 600s
      {'effect':'refuse'} | the effect 'refuse' needs a code, such as 503 or 429001
      {'effect':'throttled','code':503} | the effect 'throttled' has no code
      {'effect':'refuse','code':412} | several errors have the status 412: name one of 412001 PreconditionFailed, 412002 DeviceMessageLockLost
      {'effect':'lost','operations':['report']} | the effect 'lost' cannot disturb the operation 'report'; it can disturb deliver-call, deliver-message, notify
      {'effect':'latency','delay':'1s','operations':['disconnect']} | the effect 'latency' cannot disturb the operation 'disconnect'; it can disturb answer-call, apply-content, cancel-job, cancel-transfer, connect, create-identity, create-job, delete-configuration, delete-identity, feedback, invoke, patch-twin, purge, query, read-configuration, read-events, read-identity, read-job, read-own-twin, read-transfer, read-twin, replace-twin, report, send-event, send-message, settle-message, start-transfer, update-identity, watch-desired, write-configuration
      {'effect':'throttled','operations':['reboot']} | there is no operation 'reboot': use one of connect, disconnect, read-own-twin, report, watch-desired, offer, notify, acknowledge, send-event, deliver-call, answer-call, deliver-message, settle-message, read-twin, patch-twin, replace-twin, query, invoke, create-job, read-job, cancel-job, send-message, purge, feedback, read-events, read-identity, create-identity, update-identity, delete-identity, read-configuration, write-configuration, delete-configuration, apply-content, start-transfer, read-transfer, cancel-transfer
      {'effect':'throttled','transport':'coap'} | there is no transport 'coap': use one of mqtt, amqp, https, in-process
      {'effect':'throttled','operations':['report'],'transport':'https'} | the operation 'report' never comes over https; what comes over it is apply-content, cancel-job, cancel-transfer, create-identity, create-job, delete-configuration, delete-identity, deliver-message, invoke, patch-twin, purge, query, read-configuration, read-identity, read-job, read-transfer, read-twin, replace-twin, send-event, settle-message, start-transfer, update-identity, write-configuration
      {'effect':'throttled','operations':['query'],'transport':'mqtt'} | the operation 'query' never comes over mqtt; what comes over it is answer-call, connect, deliver-call, deliver-message, notify, read-own-twin, report, send-event, settle-message, watch-desired
      {'effect':'lost','transport':'https'} | over https a hub delivers nothing by itself; use mqtt, amqp or in-process
      {'effect':'drop-after','transport':'in-process'} | a call in the process has no connection to drop; use mqtt, amqp or https
      {'effect':'expired-certificate','deviceId':'d'} | the effect 'expired-certificate' concerns TLS handshakes, in which no device and no operation is known yet; it can be restricted to the transport mqtt, amqp or https
      {'effect':'lost','moduleId':'m'} | deviceId is missing: a module belongs to a device
      {'effect':'lost','probability':0} | '0.0' is not a probability: it is a number above 0 and at most 1
      {'effect':'lost','probability':1.5} | '1.5' is not a probability: it is a number above 0 and at most 1
      {'effect':'lost','probability':'often'} | '"often"' is not a probability: it is a number above 0 and at most 1
      {'effect':'lost','times':0} | a fault cannot happen 0 times: at least once
      {'effect':'lost','times':5000000000} | a fault cannot happen 5000000000 times: at most 2147483647
      {'effect':'lost','times':'3'} | times must be a whole number
      {'effect':'lost','seed':1.5} | seed must be a whole number
      {'effect':'lost','lasts':'0s'} | a fault must last for some time: write 30s or 5m
      {'effect':'lost','lasts':'for ever'} | a fault must last for some time: write 30s or 5m
      """)
  void what_is_not_possible_is_said_at_once(String json, String sentence) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(HubException.class).hasMessage(sentence);
  }

  @Test
  void an_unknown_error_is_answered_with_all_that_are_known() {
    assertThatThrownBy(() -> read("{'effect':'refuse','code':'EOVERFLOW'}"))
        .hasMessageStartingWith("there is no error 'EOVERFLOW': use one of 400001 Inv")
        .hasMessageContaining(", 429001 ThrottlingException, ");
  }
}
