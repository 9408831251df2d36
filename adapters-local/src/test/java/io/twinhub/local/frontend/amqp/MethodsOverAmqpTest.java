package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of methods, and their answers. Source: methods.md 5. */
class MethodsOverAmqpTest {
  private static final TwinAddress DEV1 = TwinAddress.device("dev1");

  private final TestableHub real = new TestableHub();
  private final TestHub hub = new TestHub(real);
  private Peer peer;

  @BeforeEach
  void open() {
    real.register(DEV1);
    peer = Peer.open(hub, "device dev1");
  }

  @AfterEach
  void stop() {
    assertThat(hub.mistakes()).isEmpty();
    real.close();
  }

  private record Links(Sender answers, Receiver calls) {}

  private Links attach(String path, String correlation, int credit) {
    Map<String, String> pair = Map.of("com.microsoft:channel-correlation-id", correlation);
    Session session = peer.session();
    Links links = new Links(
        peer.sender(session, "/devices/" + path + "/methods/devicebound", pair),
        peer.receiver(session, "/devices/" + path + "/methods/deviceBound", pair, credit));
    peer.settle();
    return links;
  }

  private Links attach() {
    return attach("dev1", "methods:1", 10);
  }

  private CompletableFuture<MethodAnswer> call(String name, String json) {
    return real.hub().methods().invoke(DEV1, MethodCall.of(name, json));
  }

  private Message next(Links links) {
    List<Message> got = new ArrayList<>();
    return real.eventually(peer, () -> {
      got.addAll(Wire.received(links.calls()));
      return got.stream().findFirst();
    });
  }

  private Delivery answer(Links links, @Nullable Object id, @Nullable Object status, String body) {
    Message answer = Message.Factory.create();
    answer.setCorrelationId(id);
    Map<String, @Nullable Object> properties = new HashMap<>();
    properties.put("IoThub-status", status);
    answer.setApplicationProperties(new ApplicationProperties(properties));
    if (!body.isEmpty()) {
      answer.setBody(Wire.data(body));
    }
    Delivery delivery = Wire.send(links.answers(), answer);
    peer.settle();
    return delivery;
  }

  @Test
  void a_call_has_a_uuid_its_name_and_its_payload() {
    Links links = attach();
    var unused = call("re*boot", "{\"a\":1}");
    Message call = next(links);
    assertThat(call.getCorrelationId()).isInstanceOfSatisfying(UUID.class, id -> {
      assertThat(id.version()).isEqualTo(4); // libraries of Node refuse others
      assertThat(id.variant()).isEqualTo(2);
    });
    assertThat(call.getApplicationProperties().getValue())
        .isEqualTo(Map.of("IoThub-methodname", "re*boot"));
    assertThat(Wire.body(call)).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uuid", "text", "upper"})
  void an_answer_names_the_id_as_uuid_or_text(String kind) {
    Links links = attach();
    CompletableFuture<MethodAnswer> caller = call("reboot", "null");
    UUID id = (UUID) next(links).getCorrelationId();
    Object named = kind.equals("uuid") ? id : id.toString();
    Delivery delivery = answer(
        links,
        kind.equals("upper") ? id.toString().toUpperCase(Locale.ROOT) : named,
        200,
        "{\"ok\":true}");
    assertThat(caller).isCompletedWithValue(MethodAnswer.of(200, "{\"ok\":true}"));
    assertThat(Arrived.word(delivery.getRemoteState())).isEqualTo("Accepted");
  }

  @Test
  void the_status_is_any_type_of_number_and_the_body_may_be_missing() {
    Links links = attach();
    for (Object status : List.of(-1, 404L, UnsignedInteger.valueOf(501), (short) 7, (byte) 1)) {
      CompletableFuture<MethodAnswer> caller = call("reboot", "1");
      var unused = answer(links, next(links).getCorrelationId(), status, "");
      assertThat(caller)
          .isCompletedWithValue(MethodAnswer.of(Integer.parseInt(status.toString()), "null"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "text", "null", "huge"})
  void an_answer_without_a_status_is_rejected_and_the_right_one_still_counts(String kind) {
    Links links = attach();
    CompletableFuture<MethodAnswer> caller = call("reboot", "1");
    Object id = next(links).getCorrelationId();
    Object status = Map.of("none", "", "text", "ok", "huge", Long.MAX_VALUE).get(kind);
    assertThat(Arrived.word(answer(links, id, status, "{}").getRemoteState()))
        .startsWith("com.microsoft:argument-error: 400004 ArgumentInvalid: the answer to a method"
            + " needs the application property IoThub-status");
    assertThat(caller).isNotDone();
    var unused = answer(links, id, 200, "{}");
    assertThat(caller).isCompletedWithValue(MethodAnswer.of(200, "{}"));
  }

  @Test
  void answers_to_nothing_are_taken_and_change_nothing() {
    Links links = attach();
    CompletableFuture<MethodAnswer> caller = call("reboot", "1");
    UUID id = (UUID) next(links).getCorrelationId();
    UUID foreign = new UUID(id.getMostSignificantBits() ^ 1, id.getLeastSignificantBits());
    for (Object bad : List.of(foreign, UUID.randomUUID(), "text", "", 7L)) {
      Delivery delivery = answer(links, bad, 200, "{}");
      assertThat(Arrived.word(delivery.getRemoteState())).isEqualTo("Accepted");
    }
    assertThat(Arrived.word(answer(links, null, 200, "{}").getRemoteState())).isEqualTo("Accepted");
    assertThat(caller).isNotDone();
    var first = answer(links, id, 200, "1");
    var second = answer(links, id, 500, "2");
    assertThat(caller).isCompletedWithValue(MethodAnswer.of(200, "1"));
    assertThat(Arrived.word(second.getRemoteState())).isEqualTo("Accepted");
    assertThat(first.remotelySettled()).isTrue();
  }

  @Test
  void an_answer_that_is_not_json_is_the_callers_trouble() {
    Links links = attach();
    CompletableFuture<MethodAnswer> caller = call("reboot", "1");
    Delivery delivery = answer(links, next(links).getCorrelationId(), 200, "{");
    assertThat(Arrived.word(delivery.getRemoteState())).isEqualTo("Accepted");
    assertThat(caller).isCompletedExceptionally();
  }

  /** As Java and Node, C, and .NET write it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/devices/dev1/methods/devicebound",
        "amqps://hub.azure-devices.net/devices/dev1/methods/devicebound",
        "amqps://hub.azure-devices.net:5671/devices/dev1/methods/deviceBound",
        "/devices/%64ev1/methods/DeviceBound"
      })
  void the_address_is_a_path_or_a_whole_uri(String address) {
    Map<String, String> pair = Map.of("com.microsoft:channel-correlation-id", "methods:1");
    Session session = peer.session();
    Links links =
        new Links(peer.sender(session, address, pair), peer.receiver(session, address, pair, 10));
    peer.settle();
    CompletableFuture<MethodAnswer> caller = call("m", "1");
    answer(links, next(links).getCorrelationId(), 501, "");
    assertThat(caller.join()).isEqualTo(MethodAnswer.of(501, "null"));
  }

  @Test
  void one_link_alone_takes_no_calls() {
    Sender alone = peer.sender(
        peer.session(),
        "/devices/dev1/methods/devicebound",
        Map.of("com.microsoft:channel-correlation-id", "methods:1"));
    peer.settle();
    assertThat(Peer.detachedBecause(alone)).isEmpty();
    assertThat(call("reboot", "1")).isCompletedExceptionally();
  }

  @Test
  void the_end_of_either_link_is_the_end_of_calls() {
    Links links = attach();
    links.calls().close();
    peer.settle();
    assertThat(call("reboot", "1")).isCompletedExceptionally();
    Links again = attach("dev1", "methods:2", 10);
    again.answers().close();
    peer.settle();
    assertThat(call("reboot", "1")).isCompletedExceptionally();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "twin:1", "1"})
  void a_pair_without_its_property_is_refused(String correlation) {
    Links links = attach("dev1", correlation, 1);
    assertThat(Peer.detachedBecause(links.calls()))
        .contains("com.microsoft:argument-error: 400004 ArgumentInvalid: Property"
            + " 'com.microsoft:channel-correlation-id' is invalid.");
    assertThat(call("reboot", "1")).isCompletedExceptionally();
  }

  @Test
  void twenty_calls_of_the_largest_size_come_and_are_answered() {
    Links links = attach("dev1", "methods:1", 100);
    String large = "\"" + "x".repeat(128 * 1024 - 2) + "\"";
    List<CompletableFuture<MethodAnswer>> callers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      callers.add(call("reboot", large));
    }
    List<Message> got = new ArrayList<>();
    boolean all = real.eventually(peer, () -> {
      got.addAll(Wire.received(links.calls()));
      return Optional.of(got.size() == 20).filter(done -> done);
    });
    assertThat(all).isTrue();
    got.forEach(call -> answer(links, call.getCorrelationId(), 200, large));
    assertThat(callers).allSatisfy(caller -> assertThat(caller).isCompleted());
  }

  @Test
  void calls_wait_for_credit() {
    Links links = attach("dev1", "methods:1", 0);
    CompletableFuture<MethodAnswer> caller = call("reboot", "1");
    peer.settle();
    assertThat(Wire.received(links.calls())).isEmpty();
    links.calls().flow(1);
    assertThat(next(links).getApplicationProperties().getValue()).containsValue("reboot");
    assertThat(caller).isNotDone();
  }

  @Test
  void a_module_answers_its_own_calls() {
    TwinAddress module = TwinAddress.module("dev1", "cam");
    real.register(module);
    Links links = attach("dev1/modules/cam", "methods:m", 1);
    var caller = real.hub().methods().invoke(module, MethodCall.of("snap", "1"));
    var unused = answer(links, next(links).getCorrelationId(), 200, "2");
    assertThat(caller).isCompletedWithValue(MethodAnswer.of(200, "2"));
  }
}
