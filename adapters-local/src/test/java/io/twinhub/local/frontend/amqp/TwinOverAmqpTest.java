package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.error.RequestError;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Twins on their two links: exact annotations, in the AMQP types that the SDKs insist on. */
class TwinOverAmqpTest {
  private static final String TWIN = "{\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}";

  private final TestHub hub = new TestHub();
  private final Peer peer = Peer.open(hub, "device dev1");
  private final TwinLinks twin = peer.twin("dev1");

  static Stream<Object> ids() {
    return Stream.of(
        "Get6f1c",
        UUID.fromString("6f1c9c2a-0000-4000-8000-000000000001"),
        UnsignedLong.ZERO,
        new Binary(new byte[] {1, 2}));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void a_read_echoes_the_correlation_id_in_its_own_type(Object id) {
    twin.ask(id, "GET", "", "");
    peer.settle();
    assertThat(Wire.received(twin.answers())).singleElement().satisfies(answer -> {
      assertThat(answer.getCorrelationId()).isEqualTo(id);
      assertThat(Wire.body(answer)).isEqualTo(TWIN);
    });
  }

  @Test
  void a_read_is_answered_with_an_int_and_one_data_section() {
    assertThat(twin.get("a")).containsExactly("a {status=Integer 200} " + TWIN);
  }

  @Test
  void a_body_of_one_blank_is_no_body() {
    twin.ask("a", "GET", "", " ");
    assertThat(twin.received()).containsExactly("a {status=Integer 200} " + TWIN);
  }

  @Test
  void a_report_answers_its_version_as_a_long() {
    assertThat(twin.report("a", "{\"t\":21}"))
        .containsExactly("a {status=Integer 204, version=Long 2} ");
    assertThat(hub.twins().reported()).isEqualTo("{\"t\":21}");
  }

  @Test
  void the_version_of_a_report_is_ignored_as_azure_does() {
    twin.report("a", "{\"t\":21}");
    Delivery versioned = twin.ask("b", "PATCH", "/properties/reported", "{\"t\":22}");
    assertThat(versioned).isNotNull();
    assertThat(twin.received()).containsExactly("b {status=Integer 204, version=Long 3} ");
  }

  @Test
  void a_request_is_settled_as_accepted() {
    Delivery request = twin.ask("a", "GET", "", "");
    peer.settle();
    assertThat(request.remotelySettled()).isTrue();
    assertThat(request.getRemoteState()).isInstanceOf(Accepted.class);
  }

  @Test
  void a_report_that_is_no_json_is_answered_with_an_error_that_is() {
    assertThat(twin.report("a", "{"))
        .singleElement()
        .asString()
        .startsWith(
            "a {status=Integer 400} {\"errorCode\":400006,\"trackingId\":\"T-G:0-TimeStamp:");
  }

  @Test
  void what_the_hub_refuses_is_answered_and_the_link_goes_on() {
    hub.twins().refuse(RequestError.unavailable("the disk is full"));
    assertThat(twin.get("a"))
        .singleElement()
        .asString()
        .startsWith("a {status=Integer 503} {\"errorCode\":503001,")
        .contains("\"message\":\"the disk is full\"");
    assertThat(peer.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "POST", "get"})
  void an_unknown_operation_is_answered_with_400(String operation) {
    twin.ask("a", operation, "", "");
    assertThat(twin.received())
        .singleElement()
        .asString()
        .startsWith("a {status=Integer 400}")
        .contains(
            "operation '%s'; twin links accept GET, PATCH, PUT and DELETE".formatted(operation));
  }

  @Test
  void an_unknown_resource_is_answered_with_400() {
    twin.ask("a", "PATCH", "/properties/desired", "{}");
    assertThat(twin.received())
        .singleElement()
        .asString()
        .contains("resource '/properties/desired'; this operation accepts /properties/reported");
  }

  @Test
  void a_request_that_cannot_be_answered_is_rejected() {
    org.apache.qpid.proton.message.Message message =
        org.apache.qpid.proton.message.Message.Factory.create();
    message.setBody(Wire.data(""));
    Delivery delivery = Wire.send(twin.requests(), message);
    peer.settle();
    assertThat(delivery.getRemoteState())
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.getError().getDescription())
                .isEqualTo("a twin request has no correlation-id, so it cannot be answered"));
  }

  @Test
  void a_twin_of_60_kilobytes_reaches_a_client_with_frames_of_4096_bytes() {
    String large = "x".repeat(4_000);
    for (int i = 0; i < 15; i++) {
      hub.twins().write("{\"p%d\":\"%s\"}".formatted(i, large));
    }
    Peer small = new Peer(hub, transport -> transport.setMaxFrameSize(4096)).begin();
    assertThat(small.putToken("device dev1")).isEqualTo("200 OK");
    assertThat(small.twin("dev1").get("a"))
        .singleElement()
        .asString()
        .hasSizeGreaterThan(60_000)
        .contains("\"p14\":\"" + large);
  }

  @Test
  void a_report_of_30_kilobytes_comes_in_several_frames() {
    String large = "x".repeat(30_000);
    assertThat(twin.report("a", "{\"p\":\"%s\"}".formatted(large)))
        .containsExactly("a {status=Integer 204, version=Long 2} ");
    assertThat(hub.twins().reported()).contains(large);
  }

  @Nested
  class Notifications {
    @Test
    void come_after_a_subscription_without_a_correlation_id() {
      assertThat(twin.subscribe("a")).containsExactly("a {status=Integer 204} ");
      hub.twins().write("{\"a\":1}");
      hub.twins().write("{\"a\":null}");
      assertThat(twin.received())
          .containsExactly(
              "null {resource=String /properties/desired, version=Long 2} {\"a\":1,\"$version\":2}",
              "null {resource=String /properties/desired, version=Long 3}"
                  + " {\"a\":null,\"$version\":3}");
    }

    @Test
    void do_not_come_before_and_not_after() {
      hub.twins().write("{\"a\":1}");
      twin.subscribe("a");
      assertThat(twin.unsubscribe("b")).containsExactly("b {status=Integer 204} ");
      hub.twins().write("{\"a\":2}");
      assertThat(twin.received()).isEmpty();
      assertThat(hub.twins().watchers()).isZero();
    }

    @Test
    void come_once_however_often_a_client_subscribes() {
      twin.subscribe("a");
      twin.subscribe("b");
      hub.twins().write("{\"a\":1}");
      assertThat(twin.received()).hasSize(1);
    }

    @Test
    void do_not_overtake_the_answer_to_a_read_that_does_not_know_of_them() {
      twin.subscribe("s");
      hub.twins().duringRead(() -> hub.twins().write("{\"a\":1}"));
      assertThat(twin.get("a"))
          .containsExactly(
              "a {status=Integer 200} " + TWIN,
              "null {resource=String /properties/desired, version=Long 2} {\"a\":1,\"$version\":2}");
    }

    @Test
    void wait_for_credit_and_keep_their_order() {
      Receiver poor = peer.receiver(
          twin.requests().getSession(),
          "/devices/dev1/twin",
          Map.of("com.microsoft:channel-correlation-id", "twin:dev1"),
          0);
      peer.settle();
      TwinLinks links = new TwinLinks(peer, twin.requests(), poor);
      links.ask("a", "PUT", "/notifications/twin/properties/desired", "");
      peer.settle();
      hub.twins().write("{\"a\":1}");
      assertThat(links.received()).isEmpty();
      poor.flow(1);
      assertThat(links.received()).containsExactly("a {status=Integer 204} ");
      poor.flow(1);
      assertThat(links.received()).hasSize(1);
    }

    @Test
    void end_with_the_links() {
      twin.subscribe("a");
      twin.answers().close();
      peer.settle();
      assertThat(hub.twins().watchers()).isZero();
      assertThat(hub.twins().connected()).containsExactly("dev1");
      twin.requests().close();
      peer.settle();
      assertThat(hub.twins().connected()).isEmpty();
      assertThat(hub.connected()).isZero();
    }
  }

  @Nested
  class Links {
    @Test
    void echo_what_the_client_said_and_name_the_largest_message() {
      Sender link = twin.requests();
      assertThat(link.getRemoteState()).isEqualTo(EndpointState.ACTIVE);
      assertThat(
              ((org.apache.qpid.proton.amqp.messaging.Target) link.getRemoteTarget()).getAddress())
          .isEqualTo("/devices/dev1/twin");
      assertThat(link.getRemoteMaxMessageSize()).isEqualTo(UnsignedLong.valueOf(262_144));
      assertThat(link.getCredit()).isEqualTo(32);
    }

    @Test
    void without_a_correlation_id_are_refused() {
      Sender link = peer.sender(peer.session(), "/devices/dev1/twin", Map.of());
      peer.settle();
      assertThat(Peer.detachedBecause(link))
          .contains("com.microsoft:argument-error: 400004 ArgumentInvalid: Property"
              + " 'com.microsoft:channel-correlation-id' is invalid.");
    }

    @Test
    void of_another_pair_take_over() {
      Session session = peer.session();
      TwinLinks newer = peer.twin(session, "dev1", "twin:another");
      assertThat(Peer.detachedBecause(twin.requests()))
          .hasValueSatisfying(why -> assertThat(why).startsWith("amqp:link:stolen: "));
      assertThat(Peer.detachedBecause(twin.answers()))
          .hasValueSatisfying(why -> assertThat(why).startsWith("amqp:link:stolen: "));
      assertThat(newer.get("a")).hasSize(1);
      assertThat(hub.twins().connected()).containsExactly("dev1");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "amqps://127.0.0.1:5671/devices/dev1/twin",
          "amqps://hub.test/devices/dev1/twin",
          "devices/dev1/TWIN",
          "/Devices/de%761/Twin"
        })
    void go_by_the_path_of_their_address(String address) {
      Sender link = peer.sender(
          peer.session(), address, Map.of("com.microsoft:channel-correlation-id", "twin:x"));
      peer.settle();
      assertThat(Peer.detachedBecause(link)).isEmpty();
      assertThat(link.getCredit()).isEqualTo(32);
    }

    @Test
    void answer_a_request_that_came_before_the_second_link() {
      peer.putToken("device dev2");
      Map<String, String> properties = Map.of("com.microsoft:channel-correlation-id", "twin:late");
      Session session = peer.session();
      Sender first = peer.sender(session, "/devices/dev2/twin", properties);
      peer.settle();
      new TwinLinks(peer, first, twin.answers()).ask("a", "GET", "", "");
      peer.settle();
      Receiver second = peer.receiver(session, "/devices/dev2/twin", properties);
      peer.settle();
      assertThat(Wire.received(second))
          .singleElement()
          .satisfies(answer -> assertThat(answer.getCorrelationId()).isEqualTo("a"));
    }

    @Test
    void that_the_client_only_detaches_are_detached() {
      twin.answers().detach();
      peer.settle();
      assertThat(twin.answers().getRemoteState()).isEqualTo(EndpointState.CLOSED);
      assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void end_with_their_session() {
      twin.subscribe("a");
      twin.requests().getSession().close();
      peer.settle();
      assertThat(hub.twins().connected()).isEmpty();
      assertThat(hub.twins().watchers()).isZero();
      assertThat(peer.isOpen()).isTrue();
    }
  }

  @Nested
  class When_the_hub_ends_it {
    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(
        delimiter = '|',
        value = {
          "TAKEN_OVER | amqp:link:stolen: 400027 ConnectionForcefullyClosedOnNewConnection: a newer"
              + " connection of the same identity took over",
          "DISABLED | amqp:unauthorized-access: 403012 DeviceDisabled: the device was disabled",
          "DELETED | amqp:not-found: 404001 DeviceNotFound: the identity was deleted",
          "HUB_STOPPING | amqp:connection:forced: the hub is stopping"
        })
    void links_and_connection_say_why(CloseReason reason, String condition) {
      twin.subscribe("a");
      hub.twins().endAll(reason);
      peer.settle();
      assertThat(Peer.detachedBecause(twin.requests())).contains(condition);
      assertThat(Peer.detachedBecause(twin.answers())).contains(condition);
      assertThat(peer.closedBecause()).contains(condition);
      assertThat(peer.isOpen()).isFalse();
      assertThat(hub.connected()).isZero();
      assertThat(hub.log())
          .containsExactly(
              "dev1 (embedded): " + reason.sentence(), "dev1 (embedded): " + condition);
    }

    @Test
    void other_devices_of_the_connection_go_on() {
      peer.putToken("device dev2");
      TwinLinks other = peer.twin("dev2");
      Peer thief = Peer.open(hub, "device dev1");
      thief.twin("dev1");
      peer.settle();
      assertThat(Peer.detachedBecause(twin.requests())).isPresent();
      assertThat(peer.closedBecause()).isEmpty();
      assertThat(other.get("a")).hasSize(1);
      assertThat(hub.twins().connected()).containsExactly("dev2", "dev1");
    }
  }

  @Test
  void a_model_is_announced_and_modules_are_themselves() {
    peer.putToken("device dev1/scanner");
    Map<String, String> properties = Map.of(
        "com.microsoft:channel-correlation-id", "twin:m", "com.microsoft:model-id", "dtmi:a:b;1");
    Session session = peer.session();
    String address = "/devices/dev1/modules/scanner/twin";
    TwinLinks module = new TwinLinks(
        peer,
        peer.sender(session, address, properties),
        peer.receiver(session, address, properties));
    assertThat(module.get("a")).hasSize(1);
    assertThat(hub.twins().connected()).containsExactly("dev1", "dev1/scanner");
    assertThat(hub.twins().announcedModels()).isEqualTo(List.of("", "dtmi:a:b;1"));
  }

  @Test
  void no_buffer_is_left() {
    twin.subscribe("s");
    twin.get("a");
    hub.twins().write("{\"a\":1}");
    assertThat(peer.leakedBytes()).isZero();
  }
}
