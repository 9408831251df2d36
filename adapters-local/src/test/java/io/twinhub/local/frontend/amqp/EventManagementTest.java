package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The node {@code $management}. Source: events.md 5. */
class EventManagementTest {
  private static final String HUB = "com.microsoft:eventhub";
  private static final String PARTITION = "com.microsoft:partition";

  private final EventsFixture events = new EventsFixture();

  @AfterEach
  void stop() {
    assertThat(events.hub().mistakes()).isEmpty();
    events.close();
  }

  private Message ask(Object id, Map<String, Object> properties) {
    Session session = events.peer().session();
    Sender requests = events.peer().sender(session, "$management", Map.of());
    Receiver answers = events.peer().receiver(session, "$management", Map.of());
    Message request = Message.Factory.create();
    request.setMessageId(id);
    request.setApplicationProperties(new ApplicationProperties(properties));
    Wire.send(requests, request);
    return events
        .real()
        .eventually(events.peer(), () -> Wire.received(answers).stream().findFirst());
  }

  private static Map<String, Object> read(String type, String name, String... more) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("operation", "READ");
    properties.put("type", type);
    properties.put("name", name);
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return properties;
  }

  private static Map<?, ?> body(Message answer) {
    assertThat(answer.getApplicationProperties().getValue())
        .containsEntry("status-code", 200)
        .containsEntry("status-description", "OK");
    return (Map<?, ?>) ((AmqpValue) answer.getBody()).getValue();
  }

  static Stream<Object> ids() {
    return Stream.of("request1", UUID.randomUUID(), UnsignedLong.valueOf(7));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void the_event_hub_is_described_and_the_id_comes_back_in_its_type(Object id) {
    Message answer = ask(id, read(HUB, "MyHub"));
    assertThat(answer.getCorrelationId()).isEqualTo(id);
    Map<?, ?> body = body(answer);
    assertThat((Object) body.get("name")).isEqualTo("myhub");
    assertThat((Object) body.get("type")).isEqualTo(HUB);
    assertThat((Object) body.get("created_at")).isEqualTo(Date.from(TestHub.NOW));
    assertThat((Object) body.get("partition_count")).isEqualTo(4);
    assertThat((Object) body.get("georeplication_factor")).isEqualTo(1);
    assertThat(body.get("partition_ids"))
        .isInstanceOfSatisfying(
            String[].class, array -> assertThat(array).containsExactly("0", "1", "2", "3"));
  }

  @Test
  void a_partition_is_described() {
    events.sendNumbered(3);
    String id = Integer.toString(events.partition());
    Map<?, ?> body = body(ask("1", read(PARTITION, "myhub", "partition", id)));
    assertThat((Object) body.get("name")).isEqualTo("myhub");
    assertThat((Object) body.get("partition")).isEqualTo(id);
    assertThat((Object) body.get("begin_sequence_number")).isEqualTo(0L);
    assertThat((Object) body.get("last_enqueued_sequence_number")).isEqualTo(2L);
    assertThat(body.get("last_enqueued_offset")).isInstanceOf(String.class).isNotEqualTo("-1");
    assertThat(body.get("last_enqueued_time_utc")).isInstanceOf(Date.class);
    assertThat((Object) body.get("is_partition_empty")).isEqualTo(false);
  }

  @Test
  void an_empty_partition_says_so() {
    Map<?, ?> body = body(ask("1", read(PARTITION, "myhub", "partition", "0")));
    assertThat((Object) body.get("begin_sequence_number")).isEqualTo(0L);
    assertThat((Object) body.get("last_enqueued_sequence_number")).isEqualTo(-1L);
    assertThat((Object) body.get("last_enqueued_offset")).isEqualTo("-1");
    assertThat((Object) body.get("last_enqueued_time_utc")).isEqualTo(Date.from(Instant.EPOCH));
    assertThat((Object) body.get("is_partition_empty")).isEqualTo(true);
  }

  /** Java and .NET put no token first; the client counts as known from then on. */
  @Test
  void a_token_in_the_request_is_enough() {
    Peer stranger = events.peer(new String[0]);
    var unused = body(ask("1", read(HUB, "myhub", "security_token", "policy all")));
    stranger.letPass(61);
    assertThat(stranger.isOpen()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.microsoft:eventhub | nohub | there is no event hub 'nohub'; this one is called 'myhub'",
        "com.microsoft:nothing | myhub | there is nothing of type 'com.microsoft:nothing'; there is com.microsoft:eventhub and com.microsoft:partition",
        "com.microsoft:partition | myhub | there is no partition ''; this hub has 4, from 0 to 3"
      })
  void what_is_not_there_is_answered(String type, String name, String text) {
    assertThat(ask("1", read(type, name)).getApplicationProperties().getValue())
        .containsEntry("status-code", 404)
        .containsEntry("status-description", text)
        .containsEntry("error-condition", "amqp:not-found")
        .containsEntry("errorCondition", "amqp:not-found");
    assertThat(events.hub().log()).anyMatch(line -> line.endsWith(text));
  }

  static Stream<Arguments> strangers() {
    return Stream.of(
        Arguments.of(List.of(), Optional.empty()),
        Arguments.of(List.of(), Optional.of("wrong")),
        Arguments.of(List.of(), Optional.of("device dev1")),
        Arguments.of(List.of("device dev1"), Optional.empty()),
        Arguments.of(List.of("devices-only p"), Optional.empty()),
        Arguments.of(List.of(), Optional.of("devices-only p")),
        Arguments.of(List.of(), Optional.of("part 127.0.0.1/other/$management")),
        Arguments.of(List.of("part 127.0.0.1/other"), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void without_the_right_token_nothing_is_told(List<String> tokens, Optional<String> inRequest) {
    events.peer(tokens.toArray(String[]::new));
    Map<String, Object> request = read(HUB, "myhub");
    inRequest.ifPresent(token -> request.put("security_token", token));
    Message answer = ask("1", request);
    assertThat(answer.getApplicationProperties().getValue())
        .hasEntrySatisfying("status-code", code -> assertThat(code).isIn(401, 403))
        .containsEntry("error-condition", "amqp:unauthorized-access");
    Receiver link = events.reader().attach(1);
    assertThat(events.detached(link)).startsWith("amqp:unauthorized-access: ");
  }

  @Test
  void a_token_for_the_event_hub_or_one_of_its_partitions_is_enough() {
    events.send("1");
    for (String scope : List.of("myhub", "MYHUB/consumergroups/$default", events.address())) {
      events.peer("part sb%3A%2F%2F127.0.0.1%2F" + scope.replace("/", "%2F"));
      assertThat(events.bodies(events.reader().attach(1), 1)).containsExactly("1");
    }
  }

  @Test
  void tokens_for_several_partitions_stand_beside_one_another_and_a_reader_ends_with_its_own() {
    String[] tokens = new String[4];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = "part 127.0.0.1/myhub/ConsumerGroups/$Default/Partitions/" + i;
    }
    events.hub().end(tokens[events.partition()], TestHub.NOW.plusSeconds(100));
    Peer peer = events.peer(tokens);
    Receiver link = events.reader().attach(1);
    events.hub().letPass(102);
    peer.letPass(2);
    assertThat(events.detached(link)).startsWith("amqp:unauthorized-access: ");
    assertThat(events.hub().frontEnd().readers()).isZero();
  }
}
