package io.twinhub.local.frontend.https;

import static io.twinhub.local.frontend.https.DeviceApiTest.assertRefused;
import static io.twinhub.local.frontend.https.DeviceApiTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.FeedbackRecord;
import io.twinhub.domain.message.queue.FeedbackStatus;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.https.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to devices over HTTPS, byte by byte as the SDKs of devices ask for them. */
class DeviceBoundApiTest {
  private static final String BOUND = "/devices/alpha/messages/deviceBound";
  private static final String VERSION = "?api-version=2020-09-30";
  private static final long SE = RunningHub.NOON.plusSeconds(3600).getEpochSecond();
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress BETA = TwinAddress.device("beta");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");
  private static final String TOKEN = token("alpha");
  private static final String LOST =
      "no message is held under this lock token: the lock has ended, or the message was settled";

  private final RunningHub hub =
      new RunningHub().with("alpha").with("alpha", "camera").with("beta");

  DeviceBoundApiTest() {
    hub.registry().with(ALPHA).with(BETA).with(CAMERA);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String token(String device) {
    String key = device.replace("/modules", "");
    return "Authorization: " + Tokens.device(device, Registry.key(key), SE);
  }

  private Answer ask(String method, String target, String... headers) throws IOException {
    try (RawClient client = hub.raw()) {
      return client.send(request(method, target, "", headers)).answer();
    }
  }

  private Answer receive() throws IOException {
    return ask("GET", BOUND + VERSION, TOKEN);
  }

  private void send(CloudMessage.Builder message) {
    hub.engine().messages().send(message.build());
  }

  private static String lockOf(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String etag = answer.headers().getOrDefault("etag", "");
    assertThat(etag).matches("\"[0-9a-f-]{36}\"");
    return etag.replace("\"", "");
  }

  @Test
  void a_message_comes_with_all_that_its_sender_said() throws Exception {
    send(CloudMessage.to("/devices/alpha/messages/deviceBound")
        .messageId("m-1")
        .correlationId("c 1")
        .userId("me".getBytes(StandardCharsets.UTF_8))
        .contentType("text/plain; charset=UTF-8")
        .contentEncoding("utf-8")
        .expiry(Instant.parse("2026-11-21T13:00:00.5Z"))
        .ack(MessageAck.FULL)
        .property("level", "high=1&2")
        .property("a-b.c~", "")
        .body("h\u00e9llo"));
    Answer answer = receive();
    lockOf(answer);
    assertThat(answer.body()).isEqualTo("h\u00e9llo");
    assertThat(answer.headers())
        .contains(
            entry("iothub-messageid", "m-1"),
            entry("iothub-to", "/devices/alpha/messages/deviceBound"),
            entry("iothub-correlationid", "c 1"),
            entry("iothub-userid", "me"),
            entry("iothub-contenttype", "text/plain; charset=UTF-8"),
            entry("iothub-contentencoding", "utf-8"),
            entry("iothub-expiry", "1795266000500"),
            entry("iothub-ack", "full"),
            entry("iothub-enqueuedtime", "2026-11-21T12:00:00Z"),
            entry("iothub-deliverycount", "0"),
            entry("iothub-app-level", "high=1&2"),
            entry("iothub-app-a-b.c~", ""),
            entry("content-type", "application/octet-stream"))
        .containsKey("iothub-sequencenumber");
  }

  @Test
  void what_its_sender_did_not_say_is_not_there() throws Exception {
    send(CloudMessage.to(ALPHA));
    Answer answer = receive();
    lockOf(answer);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().keySet().stream().filter(name -> name.startsWith("iothub-")))
        .containsExactlyInAnyOrder(
            "iothub-to", "iothub-enqueuedtime", "iothub-deliverycount", "iothub-sequencenumber");
  }

  /** Bytes of headers are read as Latin-1 here. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        " x |x",
        "~   ~|~~",
        "\u00e9|\u00c3\u00a9",
        "a\uD83D\uDE00|a\u00f0\u009f\u0098\u0080",
        "a: b, c|a: b, c"
      })
  void a_value_passes_in_utf_8_without_the_blanks_around_it(String value, String wire)
      throws Exception {
    send(CloudMessage.to(ALPHA).property("p", value).correlationId(value));
    Answer answer = receive();
    lockOf(answer);
    assertThat(answer.headers())
        .contains(entry("iothub-app-p", wire), entry("iothub-correlationid", wire));
  }

  @ParameterizedTest
  @CsvSource({"'0d0a', DQo=", "ff, /w==", "'00', AA==", "41, A"})
  void a_user_id_that_is_no_text_comes_in_base64(String hex, String header) throws Exception {
    send(CloudMessage.to(ALPHA).userId(HexFormat.of().parseHex(hex)));
    assertThat(receive().headers()).containsEntry("iothub-userid", header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deviceBound", "devicebound", "DeviceBound/"})
  void without_a_message_the_answer_is_204_at_once(String path) throws Exception {
    Answer answer = ask("GET", "/devices/alpha/messages/" + path + VERSION, TOKEN);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.headers()).doesNotContainKeys("etag", "content-type");
  }

  @Test
  void messages_come_in_order_each_to_one_who_asks_and_each_to_its_own_device() throws Exception {
    send(CloudMessage.to(ALPHA).body("1"));
    send(CloudMessage.to(ALPHA).body("2"));
    send(CloudMessage.to(CAMERA).body("camera"));
    assertThat(ask("GET", "/devices/beta/messages/deviceBound" + VERSION, token("beta"))
            .status())
        .isEqualTo(204);
    assertThat(receive().body()).isEqualTo("1");
    assertThat(receive().body()).isEqualTo("2");
    assertThat(receive().status()).isEqualTo(204);
    String modules = "/devices/alpha/modules/camera/messages/deviceBound" + VERSION;
    assertThat(ask("GET", modules, token("alpha/modules/camera")).body()).isEqualTo("camera");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, '', SUCCESS",
    "DELETE, &reject, REJECTED",
    "DELETE, &reject=, REJECTED",
    "DELETE, &%3Freject=true, REJECTED",
    "DELETE, &rejected=true, SUCCESS"
  })
  void a_message_is_completed_or_rejected_once(String method, String how, FeedbackStatus outcome)
      throws Exception {
    send(CloudMessage.to(ALPHA).messageId("m").ack(MessageAck.FULL));
    String lock = lockOf(receive());
    String target = BOUND + "/" + lock + VERSION + how;
    Answer settled = ask(method, target, TOKEN, "If-Match: \"" + lock + "\"");
    assertThat(settled.status()).isEqualTo(204);
    assertRefused(ask(method, target, TOKEN), 412002, "DeviceMessageLockLost", LOST);
    assertThat(receive().status()).isEqualTo(204);
    assertThat(feedback()).startsWith(outcome);
  }

  /** As many records as make feedback leave at once, since the clock stands still. */
  private List<FeedbackStatus> feedback() throws InterruptedException {
    for (int i = 1; i < MessageLimits.FEEDBACK_RECORDS_MAX; i++) {
      send(CloudMessage.to(BETA).messageId("filler").ack(MessageAck.FULL));
      hub.engine().messages().purge(BETA);
    }
    BlockingQueue<List<FeedbackRecord>> heard = new LinkedBlockingQueue<>();
    hub.engine().messages().takeFeedback(batch -> heard.add(batch.records())).request(1);
    return Objects.requireNonNull(heard.poll(10, TimeUnit.SECONDS)).stream()
        .map(FeedbackRecord::status)
        .toList();
  }

  @Test
  void an_abandoned_message_comes_again_at_once_and_is_counted() throws Exception {
    send(CloudMessage.to(ALPHA).body("again"));
    String lock = lockOf(receive());
    String target = BOUND + "/" + lock + "/abandon" + VERSION;
    assertThat(ask("POST", target, TOKEN, "IfMatch: " + lock).status()).isEqualTo(204);
    assertRefused(ask("POST", target, TOKEN), 412002, "DeviceMessageLockLost", LOST);
    Answer again = receive();
    assertThat(again.body()).isEqualTo("again");
    assertThat(again.headers()).containsEntry("iothub-deliverycount", "1");
    assertThat(lockOf(again)).isNotEqualTo(lock);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, 84e1ca3f, ''",
    "DELETE, 84e1ca3f-0000-0000-0000-000000000000, &reject",
    "DELETE, %00, ''",
    "POST, 84e1ca3f/abandon, ''",
    "POST, 84e1ca3f-0000-0000-0000-000000000000/abandon, ''"
  })
  void a_token_that_locks_nothing_is_refused(String method, String path, String how)
      throws Exception {
    send(CloudMessage.to(ALPHA));
    Answer answer = ask(method, BOUND + "/" + path + VERSION + how, TOKEN);
    assertRefused(answer, 412002, "DeviceMessageLockLost", LOST);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, beta, /devices/beta/messages/deviceBound/",
    "POST, beta, /devices/beta/messages/deviceBound/",
    "DELETE, alpha/modules/camera, /devices/alpha/modules/camera/messages/deviceBound/"
  })
  void nobody_settles_the_message_of_another(String method, String who, String path)
      throws Exception {
    send(CloudMessage.to(ALPHA));
    String lock = lockOf(receive());
    String below = method.equals("POST") ? "/abandon" : "";
    assertRefused(
        ask(method, path + lock + below + VERSION, token(who)),
        412002,
        "DeviceMessageLockLost",
        LOST);
    assertThat(ask("DELETE", BOUND + "/" + lock + VERSION, token("beta")).status())
        .isEqualTo(401);
    assertThat(ask("DELETE", BOUND + "/" + lock + VERSION, TOKEN).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "180", "300", " 60 ", "239.9971"})
  void a_device_says_how_long_it_holds_a_message(String seconds) throws Exception {
    send(CloudMessage.to(ALPHA));
    send(CloudMessage.to(ALPHA));
    lockOf(ask("GET", BOUND + VERSION, TOKEN, "iothub-messagelocktimeout: " + seconds));
    String parameter = "&iothub-messagelocktimeout=" + seconds.strip();
    lockOf(ask("GET", BOUND + VERSION + parameter, TOKEN));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "4, 4 s",
    "301, 301 s",
    "-5, -5",
    "abc, abc",
    "1e2, 1e2",
    "99999999999, 99999999999"
  })
  void a_lock_out_of_range_is_refused_and_takes_no_message(String seconds, String shown)
      throws Exception {
    send(CloudMessage.to(ALPHA));
    assertRefused(
        ask("GET", BOUND + VERSION, TOKEN, "iothub-messagelocktimeout: " + seconds),
        400004,
        "ArgumentInvalid",
        "the lock time-out " + shown + " has to be between 5 and 300 seconds.");
    lockOf(receive());
  }

  @Test
  void a_device_that_is_not_registered_any_more_has_no_messages() throws Exception {
    hub.registry().with(TwinAddress.device("gone"));
    Answer answer = ask("GET", "/devices/gone/messages/deviceBound" + VERSION, token("gone"));
    assertRefused(answer, 404001, "DeviceNotFound", "Device gone not registered");
  }
}
