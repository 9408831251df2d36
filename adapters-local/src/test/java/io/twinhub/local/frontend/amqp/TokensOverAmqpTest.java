package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl.SaslOutcome;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients prove who they are: SASL or none, tokens on {@code $cbs}, certificates; and until when. */
class TokensOverAmqpTest {
  private static final String DENIED =
      "amqp:unauthorized-access: 401003 IotHubUnauthorized: Unauthorized";

  private final TestHub hub = new TestHub();

  @Nested
  class Sasl_layer {
    @ParameterizedTest
    @ValueSource(strings = {"ANONYMOUS", "MSSBCBS"})
    void lets_a_client_in_that_brings_tokens_later(String mechanism) {
      Peer peer = new Peer(hub);
      assertThat(peer.begin(mechanism, "")).isEqualTo(SaslOutcome.PN_SASL_OK);
      assertThat(peer.putToken("device dev1")).isEqualTo("200 OK");
      assertThat(peer.twin("dev1").get("a")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev1@sas.hub", "dev1@sas.127"})
    void plain_brings_a_device_its_token(String user) {
      Peer peer = new Peer(hub);
      assertThat(peer.begin("PLAIN", "\0" + user + "\0device dev1"))
          .isEqualTo(SaslOutcome.PN_SASL_OK);
      assertThat(peer.twin("dev1").get("a")).hasSize(1);
    }

    @Test
    void plain_brings_a_policy_its_token() {
      Peer peer = new Peer(hub);
      assertThat(peer.begin("PLAIN", "\0service@sas.root.hub\0policy service"))
          .isEqualTo(SaslOutcome.PN_SASL_OK);
      Sender link = peer.sender(peer.session(), "/messages/devicebound", Map.of());
      peer.settle();
      assertThat(link.getCredit()).isEqualTo(32);
    }

    @Test
    void plain_brings_a_module_its_token() {
      Peer peer = new Peer(hub);
      assertThat(peer.begin("PLAIN", "\0dev1/modules/cam@sas.hub\0device dev1/cam"))
          .isEqualTo(SaslOutcome.PN_SASL_OK);
      assertThat(peer.twin("dev1/modules/cam").get("a")).hasSize(1);
    }

    @Test
    void plain_lets_a_policy_in_as_the_device_that_it_names_and_as_no_other() {
      Peer peer = new Peer(hub);
      assertThat(peer.begin("PLAIN", "\0dev1@sas.hub\0policy all"))
          .isEqualTo(SaslOutcome.PN_SASL_OK);
      assertThat(peer.twin("dev1").get("a")).hasSize(1);
      Sender link = peer.sender(peer.session(), "/messages/devicebound", Map.of());
      peer.settle();
      assertThat(link.getCredit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
      "dev2@sas.hub, device dev1",
      "dev2/modules/cam@sas.hub, device dev1",
      "dev1@sas.hub, device dev1/cam",
      "Dev1@sas.hub, device dev1",
      "service@sas.root.hub, device dev1",
      "dev1@sas.root.hub, device dev1",
      "other@sas.root.hub, policy service",
      "Service@sas.root.hub, policy service",
      "@sas.root.hub, policy service"
    })
    void plain_with_a_user_name_that_contradicts_the_token_is_refused(String user, String token) {
      Peer peer = new Peer(hub);
      assertThat(peer.begin("PLAIN", "\0" + user + "\0" + token))
          .isEqualTo(SaslOutcome.PN_SASL_AUTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0dev1@sas.hub\0wrong", "\0dev1\0device dev1", "dev1", "\0\0"})
    void plain_with_a_wrong_token_or_of_another_form_is_refused(String response) {
      Peer peer = new Peer(hub);
      assertThat(peer.begin("PLAIN", response)).isEqualTo(SaslOutcome.PN_SASL_AUTH);
      assertThat(hub.log())
          .hasSize(2)
          .first()
          .asString()
          .startsWith("SASL PLAIN (embedded): 401003 ")
          .doesNotContain("device dev1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXTERNAL", "SCRAM-SHA-1"})
    void external_without_a_certificate_and_unknown_mechanisms_are_refused(String mechanism) {
      Peer peer = new Peer(hub);
      assertThat(peer.begin(mechanism, "")).isEqualTo(SaslOutcome.PN_SASL_AUTH);
    }
  }

  @Nested
  class Cbs {
    private final Peer peer = Peer.open(hub);

    static Stream<Object> ids() {
      return Stream.of("1", new UUID(1, 2), UnsignedLong.ZERO, new Binary(new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void echoes_the_message_id_in_its_own_type(Object id) {
      assertThat(new CbsLinks(peer).put(id, "device dev1", "put-token"))
          .singleElement()
          .satisfies(answer -> {
            assertThat(answer.getCorrelationId()).isEqualTo(id);
            assertThat(answer.getApplicationProperties().getValue())
                .containsEntry("status-code", 200)
                .containsEntry("status-description", "OK");
          });
    }

    @Test
    void answers_a_token_without_message_id_without_correlation_id() {
      CbsLinks links = new CbsLinks(peer);
      assertThat(links.putWithoutId("device dev1")).singleElement().satisfies(answer -> {
        assertThat(answer.getCorrelationId()).isNull();
        assertThat(answer.getApplicationProperties().getValue())
            .containsEntry("status-code", 200)
            .containsEntry("status-description", "OK");
      });
      assertThat(links.putWithoutId("wrong")).singleElement().satisfies(answer -> {
        assertThat(answer.getCorrelationId()).isNull();
        assertThat(answer.getApplicationProperties().getValue()).containsEntry("status-code", 401);
      });
    }

    @Test
    void answers_401_to_a_token_that_does_not_hold_and_logs_why() {
      assertThat(peer.putToken("wrong")).isEqualTo("401 Unauthorized");
      assertThat(hub.log())
          .containsExactly("$cbs (embedded): 401003 the token's field sig does not fit");
      assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void answers_400_to_other_operations() {
      Message answer =
          new CbsLinks(peer).put("1", "device dev1", "delete-token").get(0);
      assertThat(answer.getApplicationProperties().getValue())
          .containsEntry("status-code", 400)
          .containsEntry("status-description", "$cbs accepts one operation, put-token");
    }

    @Test
    void takes_tokens_of_many_devices() {
      CbsLinks links = new CbsLinks(peer);
      for (int i = 0; i < 100; i++) {
        assertThat(links.put("device dev" + i)).isEqualTo("200 OK");
      }
      assertThat(peer.twin("dev99").get("a")).hasSize(1);
    }

    @Test
    void refuses_the_token_of_one_identity_too_many() {
      CbsLinks links = new CbsLinks(peer);
      for (int i = 0; i < 1100; i++) {
        links.put("device dev" + i);
      }
      assertThat(links.put("device one-more"))
          .isEqualTo("429 1100 identities have tokens on this connection; use another");
      assertThat(links.put("device dev7")).isEqualTo("200 OK");
    }

    @Test
    void ends_the_connection_after_a_hundred_refusals_in_a_row() {
      CbsLinks links = new CbsLinks(peer);
      for (int i = 0; i < 99; i++) {
        links.put("wrong");
      }
      assertThat(peer.isOpen()).isTrue();
      links.put("1", "wrong", "put-token");
      assertThat(peer.closedBecause())
          .contains("amqp:unauthorized-access: 100 tokens in a row were refused");
    }
  }

  @Nested
  class Links {
    @Test
    void of_a_device_need_its_token() {
      Peer peer = Peer.open(hub, "device dev1");
      TwinLinks other = peer.twin("dev2");
      assertThat(Peer.detachedBecause(other.requests())).contains(DENIED);
      assertThat(Peer.detachedBecause(other.answers())).contains(DENIED);
      assertThat(hub.log())
          .hasSize(2)
          .allMatch(
              line -> line.equals("dev2 (embedded): 401003 'dev2' presented neither a token nor"
                  + " a client certificate"));
      assertThat(peer.twin("dev1").get("a")).hasSize(1);
    }

    @Test
    void of_many_devices_need_one_token_of_a_policy() {
      Peer peer = Peer.open(hub, "devices-only pool");
      assertThat(peer.twin("dev1").get("a")).hasSize(1);
      assertThat(peer.twin("dev2").get("a")).hasSize(1);
      assertThat(hub.twins().connected()).containsExactly("dev1", "dev2");
    }

    @Test
    void need_no_token_behind_a_certificate() {
      hub.trustCertificates();
      Peer peer = Peer.open(hub);
      assertThat(peer.twin("dev1").get("a")).hasSize(1);
    }

    @Test
    void are_refused_when_the_hub_is_full() {
      TestHub small = new TestHub(1);
      Peer peer = Peer.open(small, "policy all");
      peer.twin("dev1");
      TwinLinks second = peer.twin("dev2");
      assertThat(Peer.detachedBecause(second.requests()))
          .contains("amqp:internal-error: 503001 ServiceUnavailable: the hub is full: 1 devices are"
              + " connected");
    }

    @Test
    void of_a_module_attach_by_a_token_that_was_put_for_its_device_and_of_no_other() {
      Peer peer = Peer.open(hub, "device dev1");
      assertThat(peer.twin("dev1/modules/cam").get("a")).hasSize(1);
      assertThat(hub.twins().connected()).containsExactly("dev1/cam");
      assertThat(Peer.detachedBecause(peer.twin("dev2/modules/cam").requests())).contains(DENIED);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/devices/dev1/messages/events", "/devices/dev1/modules/m/messages/events"})
    void for_telemetry_take_and_drop(String address) {
      Peer peer = Peer.open(hub, "policy all");
      Sender link = peer.sender(peer.session(), address, Map.of());
      peer.settle();
      for (int i = 0; i < 100; i++) {
        Message message = Message.Factory.create();
        message.setBody(Wire.data("{}"));
        Delivery delivery = Wire.send(link, message);
        peer.settle();
        assertThat(delivery.remotelySettled()).isTrue();
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/devices/dev1/messages/devicebound",
          "/devices/dev1/modules/m/messages/deviceBound",
          "/devices/dev1/modules/m/messages/events"
        })
    void to_the_device_attach_and_stay_silent(String address) {
      Peer peer = Peer.open(hub, "policy all");
      Receiver link = peer.receiver(peer.session(), address, Map.of());
      peer.settle();
      assertThat(Peer.detachedBecause(link)).isEmpty();
      assertThat(hub.twins().connected()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/devices", "/devices/dev1", "/devices/dev1/twins", "/$cbs2"})
    void to_nothing_are_refused(String address) {
      Peer peer = Peer.open(hub, "policy all");
      Sender link = peer.sender(peer.session(), address, Map.of());
      peer.settle();
      assertThat(Peer.detachedBecause(link))
          .contains("amqp:not-found: 404000 NotFound: there is no address '%s'".formatted(address));
    }

    @Test
    void in_the_wrong_direction_are_refused() {
      Peer peer = Peer.open(hub, "policy all");
      Sender link = peer.sender(peer.session(), "/devices/dev1/messages/devicebound", Map.of());
      peer.settle();
      assertThat(Peer.detachedBecause(link))
          .contains("amqp:not-allowed: a client may not send to"
              + " '/devices/dev1/messages/devicebound'");
    }
  }

  @Nested
  class Back_ends {
    @Test
    void need_a_policy_that_may() {
      Peer peer = Peer.open(hub, "devices-only pool");
      Sender link = peer.sender(peer.session(), "/messages/devicebound", Map.of());
      peer.settle();
      assertThat(Peer.detachedBecause(link))
          .hasValueSatisfying(
              why -> assertThat(why).startsWith("amqp:unauthorized-access: 401002"));
    }

    @Test
    void need_a_token_for_their_part_of_the_hub() {
      Peer peer = Peer.open(hub, "part h/messages/devicebound");
      Sender messages = peer.sender(peer.session(), "/messages/devicebound", Map.of());
      Receiver feedback =
          peer.receiver(peer.session(), "/messages/serviceBound/feedback", Map.of());
      peer.settle();
      assertThat(Peer.detachedBecause(messages)).isEmpty();
      assertThat(Peer.detachedBecause(feedback)).contains(DENIED);
    }

    @Test
    void are_detached_when_their_token_ends() {
      hub.end("policy service", TestHub.NOW.plusSeconds(60));
      Peer peer = Peer.open(hub, "policy service");
      Sender link = peer.sender(peer.session(), "/messages/devicebound", Map.of());
      peer.settle();
      hub.letPass(61);
      peer.letPass(61);
      assertThat(Peer.detachedBecause(link)).contains(DENIED);
    }

    @Test
    void are_detached_soon_after_the_clock_jumps_beyond_the_end_of_their_token() {
      hub.end("policy service", TestHub.NOW.plusSeconds(3600));
      Peer peer = Peer.open(hub, "policy service");
      Sender link = peer.sender(peer.session(), "/messages/devicebound", Map.of());
      peer.settle();
      hub.letPass(7200);
      peer.letPass(2);
      assertThat(Peer.detachedBecause(link)).contains(DENIED);
    }

    @Test
    void keep_the_links_that_another_token_allows_as_well() {
      hub.end("policy service", TestHub.NOW.plusSeconds(60));
      Peer peer = Peer.open(hub, "policy service", "policy other");
      Sender link = peer.sender(peer.session(), "/messages/devicebound", Map.of());
      peer.settle();
      hub.letPass(61);
      peer.letPass(61);
      assertThat(Peer.detachedBecause(link)).isEmpty();
    }
  }
}
