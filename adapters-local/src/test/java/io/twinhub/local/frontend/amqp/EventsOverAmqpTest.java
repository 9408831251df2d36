package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.SystemProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transport.ReceiverSettleMode;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Back ends that read events over the protocol of Event Hubs. Source: events.md 6 and 7. */
class EventsOverAmqpTest {
  private final EventsFixture events = new EventsFixture();

  @AfterEach
  void stop() {
    assertThat(events.hub().mistakes()).isEmpty();
    events.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "myhub/ConsumerGroups/$Default/Partitions/%d",
        "/myhub/ConsumerGroups/$Default/Partitions/%d",
        "amqps://myhub.servicebus.windows.net/myhub/ConsumerGroups/$Default/Partitions/%d",
        "amqps://127.0.0.1:5672/myhub/ConsumerGroups/$Default/Partitions/%d",
        "sb://127.0.0.1:5672/MyHub/consumergroups/$default/partitions/%d",
        "amqps://127.0.0.1/myhub/ConsumerGroups/%%24Default/Partitions/%d",
        "myhub/ConsumerGroups/OTHER/Partitions/%d"
      })
  void a_partition_is_found_however_its_address_is_written(String address) {
    events.send("1");
    Receiver link = events.new Reader(address.formatted(events.partition())).attach(1);
    assertThat(events.bodies(link, 1)).containsExactly("1");
  }

  static Stream<Arguments> filters() {
    List<Arguments> all = new ArrayList<>();
    for (Object descriptor : EventsFixture.DESCRIPTORS) {
      all.add(Arguments.of(descriptor, "amqp.annotation.x-opt-offset > '-1'", "0"));
      all.add(Arguments.of(descriptor, "amqp.annotation.x-opt-sequence-number > '1'", "2"));
      all.add(Arguments.of(descriptor, "amqp.annotation.x-opt-sequence-number >= 1", "1"));
      all.add(Arguments.of(descriptor, "amqp.annotation.x-opt-enqueued-time > 1", "0"));
      all.add(Arguments.of(descriptor, "amqp.annotation.x-opt-offset > @latest", "late"));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("filters")
  void a_reader_begins_where_its_filter_says_whatever_describes_it(
      Object descriptor, String filter, String first) {
    events.sendNumbered(4);
    Receiver link = events.reader().filter(descriptor, filter).attach(1);
    events.send("late");
    assertThat(events.bodies(link, 1)).containsExactly(first);
  }

  @ParameterizedTest
  @CsvSource({">, 2", ">=, 1"})
  void a_reader_goes_on_behind_an_offset_or_with_it(String relation, String first) {
    events.sendNumbered(4);
    Message second = events.next(events.reader().attach(2), 2).get(1).message();
    Object offset = EventsFixture.annotation(second, "x-opt-offset");
    Receiver link = events
        .reader()
        .filter("amqp.annotation.x-opt-offset %s '%s'".formatted(relation, offset))
        .attach(1);
    assertThat(events.bodies(link, 1)).containsExactly(first);
  }

  @Test
  void an_event_has_the_sections_and_types_of_azure() {
    events.send(new DeviceMessage(
            Bytes.ofText("{\"a\":1}"),
            Map.of(
                SystemProperty.MESSAGE_ID, "m-1",
                SystemProperty.CORRELATION_ID, "c/1",
                SystemProperty.USER_ID, "me",
                SystemProperty.CONTENT_TYPE, "application/json",
                SystemProperty.CONTENT_ENCODING, "utf-8",
                SystemProperty.TO, "/devices/dev1/messages/events",
                SystemProperty.EXPIRY, "2033-05-18T03:33:20.000Z",
                SystemProperty.CREATION_TIME, "yesterday",
                SystemProperty.COMPONENT, "thermostat",
                SystemProperty.INTERFACE_ID, "urn:azureiot:Security:SecurityAgent:1"),
            Map.of())
        .with("ä", "ö".repeat(300))
        .with("b", ""));
    Message message = events.next(events.reader().attach(1)).message();
    Map<String, Object> types = new LinkedHashMap<>();
    message
        .getMessageAnnotations()
        .getValue()
        .forEach((name, value) -> types.put(name.toString(), value.getClass()));
    assertThat(types)
        .containsExactly(
            Map.entry("iothub-connection-device-id", String.class),
            Map.entry("iothub-connection-auth-method", String.class),
            Map.entry("iothub-connection-auth-generation-id", String.class),
            Map.entry("iothub-enqueuedtime", Date.class),
            Map.entry("iothub-message-source", String.class),
            Map.entry("iothub-interface-id", String.class),
            Map.entry("dt-subject", String.class),
            Map.entry("x-opt-sequence-number", Long.class),
            Map.entry("x-opt-offset", String.class),
            Map.entry("x-opt-enqueued-time", Date.class));
    assertThat(EventsFixture.annotation(message, "iothub-message-source")).isEqualTo("Telemetry");
    assertThat(EventsFixture.annotation(message, "iothub-connection-auth-method"))
        .isEqualTo(
            "{\"scope\":\"device\",\"type\":\"sas\",\"issuer\":\"iothub\",\"acceptingIpFilterRule\":null}");
    assertThat(EventsFixture.annotation(message, "dt-subject")).isEqualTo("thermostat");
    assertThat(EventsFixture.annotation(message, "x-opt-sequence-number")).isEqualTo(0L);
    assertThat(message.getMessageId()).isEqualTo("m-1");
    assertThat(message.getCorrelationId()).isEqualTo("c/1");
    assertThat(new String(message.getUserId(), StandardCharsets.UTF_8)).isEqualTo("me");
    assertThat(message.getContentType()).isEqualTo("application/json");
    assertThat(message.getContentEncoding()).isEqualTo("utf-8");
    assertThat(message.getAddress()).isNull();
    assertThat(message.getExpiryTime()).isEqualTo(2_000_000_000_000L);
    assertThat(message.getCreationTime()).isZero();
    assertThat(message.getApplicationProperties().getValue())
        .isEqualTo(Map.of("ä", "ö".repeat(300), "b", ""));
    assertThat(message.getDeliveryAnnotations()).isNull();
    assertThat(Wire.body(message)).isEqualTo("{\"a\":1}");
  }

  @Test
  void an_empty_body_is_a_data_section_of_length_0() {
    events.send(DeviceMessage.of(Bytes.EMPTY));
    assertThat(events.bodies(events.reader().attach(1), 1)).containsExactly("");
  }

  @Test
  void who_asks_for_it_is_told_with_each_event_what_the_partition_holds() {
    events.sendNumbered(3);
    Receiver link = events
        .reader()
        .desires("com.microsoft:georeplication")
        .desires("com.microsoft:enable-receiver-runtime-metric")
        .attach(1);
    Map<?, ?> metrics = events.next(link).message().getDeliveryAnnotations().getValue();
    assertThat(metrics.get(Symbol.valueOf("last_enqueued_sequence_number"))).isEqualTo(2L);
    assertThat(metrics.get(Symbol.valueOf("last_enqueued_offset"))).isInstanceOf(String.class);
    assertThat(metrics.get(Symbol.valueOf("last_enqueued_time_utc"))).isInstanceOf(Date.class);
    assertThat(metrics.get(Symbol.valueOf("runtime_info_retrieval_time_utc")))
        .isInstanceOf(Date.class);
  }

  @ParameterizedTest
  @CsvSource({
    "SETTLED, FIRST",
    "SETTLED, SECOND",
    "UNSETTLED, FIRST",
    "UNSETTLED, SECOND",
    "MIXED, FIRST"
  })
  void the_modes_are_echoed_and_events_settled_as_they_say(
      SenderSettleMode sender, ReceiverSettleMode receiver) {
    events.send("1");
    Receiver link = events.reader().modes(sender, receiver).attach(1);
    Arrived event = events.next(link);
    assertThat(link.getRemoteSenderSettleMode()).isEqualTo(sender);
    assertThat(link.getRemoteReceiverSettleMode()).isEqualTo(receiver);
    boolean settled = sender == SenderSettleMode.SETTLED;
    assertThat(event.delivery().remotelySettled()).isEqualTo(settled);
    if (!settled) {
      event.delivery().disposition(Accepted.getInstance());
      assertThat(events.real().eventually(events.peer(), event::answer)).isEqualTo("Accepted");
    }
  }

  @Test
  void no_more_come_than_the_credit_allows_and_reading_takes_nothing_away() {
    events.sendNumbered(5);
    Receiver first = events.reader().attach(0);
    Receiver second = events.reader().attach(5);
    assertThat(events.bodies(second, 5)).containsExactly("0", "1", "2", "3", "4");
    assertThat(first.current()).isNull();
    first.flow(2);
    assertThat(events.bodies(first, 2)).containsExactly("0", "1");
    events.peer().settle();
    assertThat(first.current()).isNull();
    first.flow(2);
    assertThat(events.bodies(first, 2)).containsExactly("2", "3");
  }

  @Test
  void a_drain_brings_what_is_there_and_takes_the_rest_of_the_credit_back() {
    events.sendNumbered(300);
    Receiver link = events.reader().attach(0);
    link.drain(1000);
    List<String> bodies = events.bodies(link, 300);
    events
        .real()
        .eventually(
            events.peer(),
            () -> java.util.Optional.of(link.getRemoteCredit()).filter(credit -> credit == 0));
    assertThat(bodies).hasSize(300).endsWith("299");
    events.send("later");
    events.peer().settle();
    assertThat(link.current()).isNull();
    link.setDrain(false);
    link.flow(1);
    assertThat(events.bodies(link, 1)).containsExactly("later");
  }

  static Stream<Arguments> refusals() {
    String partition = "myhub/ConsumerGroups/$Default/Partitions/";
    return Stream.of(
        Arguments.of(
            "nohub/ConsumerGroups/$Default/Partitions/0",
            "amqp:not-found: there is no event hub 'nohub'; this one is called 'myhub'"),
        Arguments.of(
            "myhub/ConsumerGroups/nogroup/Partitions/0",
            "amqp:not-found: there is no consumer group 'nogroup'; there is $Default, other"),
        Arguments.of(
            partition + "4",
            "amqp:not-found: there is no partition '4'; this hub has 4, from 0 to 3"),
        Arguments.of(
            partition + "-1",
            "amqp:not-found: there is no partition '-1'; this hub has 4, from 0 to 3"),
        Arguments.of(
            partition + "00",
            "amqp:not-found: there is no partition '00'; this hub has 4, from 0 to 3"),
        Arguments.of(
            partition + "99999999999",
            "amqp:not-found: there is no partition '99999999999'; this hub has 4, from 0 to 3"),
        Arguments.of(
            "myhub/ConsumerGroups/$Default",
            "amqp:not-found: 404000 NotFound: there is no address 'myhub/ConsumerGroups/$Default'"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void what_is_not_there_is_refused_without_a_terminus_and_the_log_says_why(
      String address, String reason) {
    Receiver link = events.new Reader(address).attach(1);
    assertThat(events.detached(link)).isEqualTo(reason);
    assertThat(link.getRemoteSource()).isNull();
    assertThat(events.hub().log())
        .anyMatch(line -> line.endsWith(reason.replaceFirst("^amqp:not-found: (?=there)", "")));
  }

  static Stream<Arguments> badFilters() {
    return Stream.of(
        Arguments.of(
            "amqp.annotation.x-opt-offset > '99999'",
            "The supplied offset '99999' is invalid. The last offset in the system is '-1'"),
        Arguments.of(17, "the filter apache.org:selector-filter:string is not a string"),
        Arguments.of(List.of("x"), "the filter apache.org:selector-filter:string is not a string"),
        Arguments.of(
            "sys.Label = 'x'",
            "the filter 'sys.Label = 'x'' is not understood; it has the form amqp.annotation.{name} > '{value}', where the name is x-opt-offset, x-opt-sequence-number or x-opt-enqueued-time"));
  }

  @ParameterizedTest
  @MethodSource("badFilters")
  void a_filter_that_fits_nothing_is_refused(Object filter, String reason) {
    Receiver link =
        events.reader().filter(EventsFixture.DESCRIPTORS.get(0), filter).attach(1);
    assertThat(events.detached(link)).isEqualTo("com.microsoft:argument-error: " + reason);
    assertThat(events.hub().log()).anyMatch(line -> line.endsWith(reason));
    assertThat(events.peer().isOpen()).isTrue();
    assertThat(events.hub().frontEnd().readers()).isZero();
  }

  @Test
  void nobody_sends_to_a_partition() {
    Peer peer = events.peer();
    var link = peer.sender(peer.session(), events.address(), Map.of());
    peer.settle();
    assertThat(Peer.detachedBecause(link))
        .contains("amqp:not-allowed: a client may not send to '%s'".formatted(events.address()));
    assertThat(link.getRemoteState()).isEqualTo(EndpointState.CLOSED);
  }
}
