package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.assertRefused;
import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.Settlement;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to devices at the command line: sent, received, settled, and what becomes of them. */
@Timeout(60)
class DeviceMessagesTest {
  private static final Executor EACH_ON_ITS_OWN = task -> new Thread(task).start();

  private static Twinhub hub;

  @TempDir
  private Path folder;

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("d")));
  }

  @BeforeEach
  void empty() {
    int unused = hub.messages().purge(TwinAddress.device("d"));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static Ran c2d(String verb, String... more) {
    String[] arguments = new String[5 + more.length];
    System.arraycopy(new String[] {"device", "c2d-message", verb, "-d", "d"}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Ran.twinhub(arguments);
  }

  private static JsonObject received(String... how) {
    Ran ran = c2d("receive", how);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    return ran.json();
  }

  private static void assertNothing(Ran ran) {
    assertThat(ran).isEqualTo(new Ran(0, "", "no message waits for device 'd'\n"));
  }

  private static String etag(JsonObject message) {
    return ((JsonString) message.find("etag").orElseThrow()).value();
  }

  private static JsonObject properties(JsonObject message, String kind) {
    JsonObject properties = (JsonObject) message.find("properties").orElseThrow();
    return (JsonObject) properties.find(kind).orElse(JsonObject.EMPTY);
  }

  @Test
  void a_message_arrives_with_all_that_was_said_of_it() {
    Ran sent = c2d(
        "send",
        "--data",
        "übermorgen",
        "--props",
        "kind=a=b; level=3;empty=;",
        "--content-type",
        "text/plain",
        "--message-id",
        "m-1",
        "--correlation-id",
        "c 1",
        "--user-id",
        "ü",
        "--expiry-time-utc",
        "4102444800000",
        "--ack",
        "negative",
        "-o",
        "value");
    assertThat(sent).isEqualTo(new Ran(0, "m-1\n", ""));
    JsonObject message = received();
    assertThat(message.find("data")).contains(new JsonString("übermorgen"));
    assertThat(properties(message, "app"))
        .hasToString("{\"empty\":\"\",\"kind\":\"a=b\",\"level\":\"3\"}");
    JsonObject system = properties(message, "system");
    assertThat(system.find("iothub-enqueuedtime")).isPresent();
    assertThat(system.without("iothub-enqueuedtime").without("iothub-sequencenumber"))
        .hasToString("{\"iothub-ack\":\"negative\",\"iothub-contentencoding\":\"utf-8\","
            + "\"iothub-contenttype\":\"text/plain\",\"iothub-correlationid\":\"c 1\","
            + "\"iothub-deliverycount\":\"0\",\"iothub-expiry\":\"4102444800000\","
            + "\"iothub-messageid\":\"m-1\",\"iothub-to\":\"/devices/d/messages/devicebound\","
            + "\"iothub-userid\":\"ü\"}");
  }

  @Test
  void what_is_not_said_is_as_az_has_it() {
    Ran sent = c2d("send");
    assertThat(HubCommandsTest.text(sent, "messageId")).hasSize(36);
    JsonObject message = received("--complete");
    assertThat(message.names()).containsExactly("ack", "data", "etag", "properties");
    assertThat(message.find("ack")).contains(new JsonString("complete"));
    assertThat(message.find("data")).contains(new JsonString("Ping from Twinhub"));
    assertThat(properties(message, "app").names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"utf-16, data", "UTF-8, data", "latin1, data", "gzip, dataBase64"})
  void a_file_arrives_byte_for_byte_and_is_shown_as_its_encoding_says(String encoding, String shown)
      throws Exception {
    Path file = folder.resolve("body");
    Charset charset = Charset.isSupported(encoding) ? Charset.forName(encoding) : UTF_8;
    Files.write(file, "grün".getBytes(charset));
    assertThat(c2d("send", "--dfp", file.toString(), "--ce", encoding).code()).isZero();
    assertThat(received("--complete").find(shown))
        .contains(new JsonString(shown.equals("data") ? "grün" : "Z3LDvG4="));
  }

  @Test
  void bytes_that_are_no_text_are_shown_in_base64_and_no_bytes_not_at_all() throws Exception {
    Path file = folder.resolve("body");
    Files.write(file, new byte[] {(byte) 0xFF, 0});
    assertThat(c2d("send", "--dfp", file.toString()).code()).isZero();
    assertThat(received("--complete").find("dataBase64")).contains(new JsonString("/wA="));
    Files.write(file, new byte[0]);
    assertThat(c2d("send", "--dfp", file.toString()).code()).isZero();
    assertThat(received("--complete").names()).containsExactly("ack", "etag", "properties");
  }

  @Test
  void nothing_waits() {
    assertNothing(c2d("receive"));
  }

  @Test
  void a_message_is_completed_rejected_or_comes_again_as_the_commands_say() {
    for (String end : List.of("complete", "reject")) {
      assertThat(c2d("send").code()).isZero();
      String first = etag(received("--lock-timeout", "300"));
      assertNothing(c2d("receive"));
      assertThat(c2d("abandon", "--etag", "\"" + first + "\"")).isEqualTo(new Ran(0, "", ""));
      JsonObject again = received("--abandon");
      assertThat(properties(again, "system").find("iothub-deliverycount"))
          .contains(new JsonString("1"));
      String last = etag(received());
      assertThat(last).isNotEqualTo(first);
      assertThat(c2d(end, "-e", last)).isEqualTo(new Ran(0, "", ""));
      assertNothing(c2d("receive"));
      assertThat(c2d(end, "-e", last).err())
          .startsWith("twinhub: 412002 no message is held under this lock token");
    }
  }

  @Test
  void reject_at_once_discards_the_message() {
    assertThat(c2d("send").code()).isZero();
    assertThat(received("--reject").find("ack")).contains(new JsonString("reject"));
    assertNothing(c2d("receive"));
  }

  @ParameterizedTest
  @CsvSource({"complete, Success", "reject, Rejected"})
  void wait_prints_what_became_of_the_message(String end, String status) throws Exception {
    String id = "waited-" + end;
    CompletableFuture<Ran> waiting =
        CompletableFuture.supplyAsync(() -> c2d("send", "--wait", "--ack", "full", "--mid", id));
    await().until(() -> c2d("receive", "--" + end).out().contains("\"ack\""));
    Ran told = waiting.get();
    assertThat(told.code()).isZero();
    assertThat(told.err())
        .isEqualTo(
            "message '" + id + "' is sent; waiting for its feedback, Ctrl-C stops waiting\n");
    assertThat(HubCommandsTest.text(told, "statusCode")).isEqualTo(status);
    assertThat(HubCommandsTest.text(told, "originalMessageId")).isEqualTo(id);
  }

  /** The next feedback if it tells of this message; what earlier tests left is discarded. */
  private static Optional<FeedbackBatch> feedback(String id) {
    Optional<FeedbackBatch> next = hub.messages().receiveFeedback();
    boolean ours = next.stream()
        .flatMap(batch -> batch.records().stream())
        .anyMatch(record -> record.originalMessageId().filter(id::equals).isPresent());
    if (!ours) {
      next.ifPresent(batch -> hub.messages().settleFeedback(batch.token(), Settlement.COMPLETE));
    }
    return next.filter(batch -> ours);
  }

  /** Feedback of a message that another program sent, which is there and that nobody holds. */
  private static void leaveFeedback(String id) {
    hub.messages()
        .send(CloudMessage.to(TwinAddress.device("d"))
            .messageId(id)
            .ack(MessageAck.FULL)
            .build());
    var unused = received("--complete");
    FeedbackBatch batch = await().until(() -> feedback(id), Optional::isPresent).orElseThrow();
    hub.messages().settleFeedback(batch.token(), Settlement.ABANDON);
  }

  @Test
  void feedback_of_others_is_theirs_while_a_command_waits_and_afterwards() throws Exception {
    leaveFeedback("others");
    CompletableFuture<Ran> waiting =
        CompletableFuture.supplyAsync(() -> c2d("send", "-w", "--ack", "positive", "--mid", "own"));
    await().until(() -> c2d("receive", "--complete").out().contains("\"ack\""));
    assertThat(HubCommandsTest.text(waiting.get(), "originalMessageId")).isEqualTo("own");
    FeedbackBatch kept =
        await().until(() -> feedback("others"), Optional::isPresent).orElseThrow();
    assertThat(kept.deliveryCount()).isEqualTo(1);
    hub.messages().settleFeedback(kept.token(), Settlement.COMPLETE);
  }

  @Test
  void commands_that_wait_at_the_same_time_get_their_own_feedback() throws Exception {
    List<CompletableFuture<Ran>> waiting = Stream.of("one", "two", "three")
        .map(id -> CompletableFuture.supplyAsync(
            () -> c2d("send", "-w", "--ack", "full", "--mid", id), EACH_ON_ITS_OWN))
        .toList();
    for (int i = 0; i < waiting.size(); i++) {
      await().until(() -> c2d("receive", "--complete").out().contains("\"ack\""));
    }
    List<String> told = new ArrayList<>();
    for (CompletableFuture<Ran> one : waiting) {
      told.add(HubCommandsTest.text(one.get(), "originalMessageId"));
    }
    assertThat(told).containsExactly("one", "two", "three");
  }

  @Test
  void a_hub_that_is_named_by_login_is_used_as_far_as_its_policy_goes() {
    String service = hub.facts().connectionString();
    assertThat(c2d("send", "--mid", "by-login", "-l", service).code()).isZero();
    assertThat(properties(received("-l", service, "--complete"), "system").find("iothub-messageid"))
        .contains(new JsonString("by-login"));
    String key = HubCommandsTest.text(
        done("connection-string", "show", "--policy-name", "service"), "connectionString");
    assertThat(c2d("send", "-l", key).code()).isZero();
    assertThat(c2d("receive", "-l", key).err())
        .startsWith("twinhub: 401003 Unauthorized\n")
        .endsWith("\nhint: the policy needs DeviceConnect to act in place of a device\n");
    String device = HubCommandsTest.text(
        done("connection-string", "show", "--policy-name", "device"), "connectionString");
    assertRefused("401 ", "device", "c2d-message", "send", "-d", "d", "--login", device);
    String wrong = service.replaceFirst("SharedAccessKey=[^=]{4}", "SharedAccessKey=AAAA");
    assertRefused("401 ", "device", "c2d-message", "send", "-d", "d", "--login", wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "abandon", "reject"})
  void an_etag_with_a_slash_leads_to_no_other_address(String verb) {
    assertThat(c2d(verb, "-e", "x/y").err())
        .startsWith("twinhub: --etag: 'x/y' is not the etag of a message;"
            + " 'device c2d-message receive' prints it\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      send -d ghost            | 404 Device ghost not registered
      receive -d ghost         | 404 ErrorCode:DeviceNotFound;Device ghost not registered
      complete -d ghost -e a   | 404 ErrorCode:DeviceNotFound;Device ghost not registered
      send -d d --mid a~b      | 400 message id 'a~b' must have 1 to 128 ASCII letters
      send -d d --props a~,=1  | 400 application property 'a~,' must be named by ASCII letters
      send -d d --props a=1;A=2 | 400 application property 'A' occurs more than once
      receive -d d --lt 1      | 400004 the lock time-out 1 s has to be between 5 and 300 seconds.
      abandon -d d -e a%2Fb    | 412002 no message is held under this lock token
      """)
  void what_the_hub_refuses_is_said(String arguments, String reason) {
    assertRefused(reason, ("device c2d-message " + arguments.strip()).split(" +"));
  }

  @Test
  void of_a_disabled_device_the_hint_says_so() {
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("off")));
    done("device-identity", "update", "-d", "off", "--status", "disabled");
    assertThat(Ran.twinhub("device", "c2d-message", "receive", "-d", "off").err())
        .startsWith("twinhub: 401003 Unauthorized\n")
        .endsWith("\nhint: the device is disabled\n");
  }

  @Test
  void a_full_queue_and_a_large_message_are_refused() throws Exception {
    Path file = folder.resolve("large");
    Files.write(file, new byte[64 * 1024]);
    assertRefused(
        "413 the message has ",
        "device",
        "c2d-message",
        "send",
        "-d",
        "d",
        "--dfp",
        file.toString());
    for (int i = 0; i < 50; i++) {
      hub.messages().send(CloudMessage.to(TwinAddress.device("d")).build());
    }
    assertRefused("403 50 messages wait for d", "device", "c2d-message", "send", "-d", "d");
  }
}
