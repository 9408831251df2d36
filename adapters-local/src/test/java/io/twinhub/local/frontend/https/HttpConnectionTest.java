package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.json.JsonText;
import io.twinhub.local.frontend.https.RawClient.Answer;
import io.twinhub.local.frontend.https.server.HttpLimits;
import io.twinhub.local.frontend.net.ByteBudget;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as clients speak it, and as nobody should. */
class HttpConnectionTest {
  private static final String VERSION = "?api-version=2021-04-12";

  private final RunningHub hub = new RunningHub().with("alpha");

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String head(String method, String path, String... headers) {
    StringBuilder head = new StringBuilder(method + " " + path + VERSION + " HTTP/1.1\r\n");
    head.append("Host: h\r\nAuthorization: ").append(RunningHub.OWNER).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static String message(Answer answer) {
    String quoted =
        JsonText.parseObject(answer.body()).find("Message").orElseThrow().toString();
    return quoted.substring(1, quoted.length() - 1);
  }

  private void assertStillServing() throws IOException {
    try (RawClient other = hub.raw()) {
      assertThat(other.send(head("GET", "/twins/alpha")).answer().status()).isEqualTo(200);
    }
  }

  @Nested
  class A_connection {
    @Test
    void is_kept_for_many_requests() throws Exception {
      try (RawClient client = hub.raw()) {
        for (int i = 0; i < 20; i++) {
          assertThat(client.send(head("GET", "/twins/alpha")).answer().status()).isEqualTo(200);
        }
      }
    }

    @Test
    void survives_refusals() throws Exception {
      try (RawClient client = hub.raw()) {
        assertThat(client.send(head("GET", "/twins/ghost")).answer().status()).isEqualTo(404);
        assertThat(client
                .send(head("PATCH", "/twins/alpha", "Content-Length: 1") + "{")
                .answer()
                .status())
            .isEqualTo(400);
        assertThat(client.send(head("GET", "/twins/alpha")).answer().status()).isEqualTo(200);
      }
    }

    @Test
    void answers_pipelined_requests_in_order() throws Exception {
      StringBuilder many = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        many.append(head("PUT", "/devices/d" + i, "Content-Length: 2")).append("{}");
        many.append(head("GET", "/twins/d" + i));
      }
      try (RawClient client = hub.raw()) {
        Thread sender = new Thread(() -> {
          try {
            client.send(many.toString());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
        sender.start();
        for (int i = 0; i < 300; i++) {
          assertThat(client.answer().body())
              .startsWith("{\"deviceId\":\"d" + i + "\",\"generation");
          assertThat(client.answer().body()).startsWith("{\"deviceId\":\"d" + i + "\",\"etag");
        }
        sender.join();
      }
    }

    @Test
    void ends_when_the_client_asks_for_it() throws Exception {
      try (RawClient client = hub.raw()) {
        Answer answer =
            client.send(head("GET", "/twins/alpha", "Connection: close")).answer();
        assertThat(answer.headers()).containsEntry("connection", "close");
        client.awaitEnd();
      }
    }

    @Test
    void of_an_older_version_ends_after_one_answer() throws Exception {
      try (RawClient client = hub.raw()) {
        assertThat(client
                .send(head("GET", "/twins/alpha").replace("HTTP/1.1", "HTTP/1.0"))
                .answer()
                .status())
            .isEqualTo(200);
        client.awaitEnd();
      }
    }
  }

  @Nested
  class A_body {
    private static final String PATCH = "{\"tags\":{\"a\":1}}";

    @Test
    void may_come_in_chunks() throws Exception {
      try (RawClient client = hub.raw()) {
        client
            .send(head("PATCH", "/twins/alpha", "Transfer-Encoding: chunked"))
            .send("3\r\n{\"t\r\n")
            .send("d\r\nags\":{\"a\":1}}\r\n0\r\n\r\n");
        assertThat(client.answer().body()).contains("\"tags\":{\"a\":1}");
      }
    }

    @Test
    void may_come_byte_by_byte() throws Exception {
      try (RawClient client = hub.raw()) {
        String all = head("PATCH", "/twins/alpha", "Content-Length: " + PATCH.length()) + PATCH;
        for (byte b : all.getBytes(StandardCharsets.US_ASCII)) {
          client.send(new byte[] {b});
        }
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }

    @Test
    void may_wait_to_be_asked_for() throws Exception {
      try (RawClient client = hub.raw()) {
        client.send(head(
            "PATCH", "/twins/alpha", "Expect: 100-continue", "Content-Length: " + PATCH.length()));
        assertThat(client.answer().status()).isEqualTo(100);
        assertThat(client.send(PATCH).answer().status()).isEqualTo(200);
      }
    }

    @Test
    void that_would_be_too_large_is_not_asked_for() throws Exception {
      try (RawClient client = hub.raw()) {
        client.send(head(
            "PATCH",
            "/twins/alpha",
            "Expect: 100-continue",
            "Content-Length: " + (HttpLimits.BODY_BYTES_MAX + 1)));
        assertThat(client.answer().status()).isEqualTo(413);
        client.awaitEnd();
      }
    }

    @Test
    void of_exactly_the_limit_is_read() throws Exception {
      String padded = PATCH + " ".repeat(HttpLimits.BODY_BYTES_MAX - PATCH.length());
      try (RawClient client = hub.raw()) {
        client.send(head("PATCH", "/twins/alpha", "Content-Length: " + padded.length()) + padded);
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_ten_megabytes_gets_a_clean_refusal(boolean chunked) throws Exception {
      String megabyte = "x".repeat(1024 * 1024);
      try (RawClient client = hub.raw()) {
        client.send(head(
            "PATCH",
            "/twins/alpha",
            chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + 10 * 1024 * 1024));
        for (int i = 0; i < 10; i++) {
          client.send(chunked ? "100000\r\n" + megabyte + "\r\n" : megabyte);
        }
        client.send(chunked ? "0\r\n\r\n" : "");
        Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(message(answer))
            .isEqualTo("ErrorCode:MessageTooLarge;the body is longer than"
                + " 1048576 bytes, which is the limit");
        client.awaitEnd();
      }
      assertStillServing();
    }

    @Test
    void that_does_not_come_to_its_end_changes_nothing() throws Exception {
      try (RawClient client = hub.raw()) {
        client.send(head("PATCH", "/twins/alpha", "Content-Length: 100") + PATCH);
      }
      assertThat(hub.get("/twins/alpha").body()).doesNotContain("\"tags\"");
    }
  }

  /** Bodies of more than 16 KiB, of which the head is judged before they are read. */
  @Nested
  class A_large_body {
    private static final int LENGTH = 100 * 1024;

    private String announced(String request) {
      return request.replace("\r\n\r\n", "\r\nContent-Length: " + LENGTH + "\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
      "/twins/alpha, 'Authorization: no', 401",
      "/twins/alpha, 'X: no', 401",
      "/nowhere, '', 404",
    })
    void of_a_stranger_or_for_nobody_is_refused_before_it_comes(
        String path, String authorization, int status) throws Exception {
      String request = announced(head("PATCH", path));
      String stranger = authorization.isEmpty()
          ? request
          : request.replaceFirst("Authorization: [^\r]*", authorization);
      try (RawClient client = hub.raw()) {
        assertThat(client.send(stranger).answer().status()).isEqualTo(status);
        assertThat(hub.budget().held()).isZero();
      }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_a_stranger_is_not_kept_if_it_comes_all_the_same(boolean chunked) throws Exception {
      String request = head("PATCH", "/twins/alpha").replace(RunningHub.OWNER, "no");
      try (RawClient client = hub.raw()) {
        String body = "x".repeat(LENGTH);
        client.send(
            chunked
                ? request.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    + "19000\r\n" + body + "\r\n0\r\n\r\n"
                : announced(request) + body);
        assertThat(client.answer().status()).isEqualTo(401);
        client.awaitEnd();
      }
    }

    @Test
    void waits_until_there_is_room() throws Exception {
      ByteBudget.Claim others = hub.budget().newClaim();
      assertThat(others.resize(RunningHub.BUDGET_BYTES)).isTrue();
      String body = "{\"tags\":{\"a\":1}}" + " ".repeat(LENGTH - 16);
      try (RawClient client = hub.raw()) {
        client.send(announced(head("PATCH", "/twins/alpha")) + body);
        assertStillServing();
        others.close();
        assertThat(client.answer().status()).isEqualTo(200);
      }
      assertThat(hub.budget().held()).isZero();
    }

    @Test
    void for_which_there_is_no_room_in_time_is_refused() throws Exception {
      ByteBudget.Claim others = hub.budget().newClaim();
      assertThat(others.resize(RunningHub.BUDGET_BYTES)).isTrue();
      try (RawClient client = hub.raw()) {
        client.send(announced(head("PATCH", "/twins/alpha")));
        Answer answer = client.answer(30_000);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(message(answer)).contains("had no room for this body within 10 seconds");
      }
      others.close();
      assertStillServing();
    }

    @Test
    void of_a_client_that_leaves_gives_its_room_back() throws Exception {
      try (RawClient client = hub.raw()) {
        client.send(announced(head("PATCH", "/twins/alpha")) + "x".repeat(20 * 1024));
        await().until(() -> hub.budget().held() > 0);
      }
      await().until(() -> hub.budget().held() == 0);
    }

    @Test
    void of_too_many_values_is_refused() throws Exception {
      String body = "{\"tags\":{\"a\":[" + "0,".repeat(100_000) + "0]}}";
      try (RawClient client = hub.raw()) {
        Answer answer = client
            .send(head("PATCH", "/twins/alpha", "Content-Length: " + body.length()) + body)
            .answer();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("more than 100000 names and values");
      }
      assertStillServing();
    }
  }

  @Nested
  class What_is_not_http {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "\u0000\u0001\u0002\r\n\r\n",
          "GET\r\n\r\n",
          "GET /twins/alpha\r\n\r\n",
          "GET /twins/alpha HTTP/9.x\r\n\r\n",
          "GET /twins/alpha HTTP/1.1\r\nBad Header: x\r\n\r\n",
          "GET /twins/alpha HTTP/1.1\r\nNoColon\r\n\r\n",
          "PATCH /twins/alpha HTTP/1.1\r\nContent-Length: abc\r\n\r\n",
          "PATCH /twins/alpha HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
          "PATCH /twins/alpha HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
          "PATCH /twins/alpha HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        })
    void is_refused_and_ends_the_connection(String text) throws Exception {
      try (RawClient client = hub.raw()) {
        Answer answer = client.send(text).answer();
        assertThat(answer.status()).isBetween(400, 405);
        assertThat(answer.headers()).containsKey("iothub-errorcode");
      }
      assertStillServing();
    }

    @Test
    void may_be_an_endless_line() throws Exception {
      try (RawClient client = hub.raw()) {
        Answer answer =
            client.send("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n\r\n").answer();
        assertThat(message(answer))
            .isEqualTo("ErrorCode:ArgumentInvalid;the request line is longer"
                + " than 8192 bytes, or all headers than 16384");
      }
      assertStillServing();
    }

    @Test
    void may_be_endless_headers() throws Exception {
      try (RawClient client = hub.raw()) {
        Answer answer =
            client.send("GET / HTTP/1.1\r\n" + "x: y\r\n".repeat(5000) + "\r\n").answer();
        assertThat(answer.status()).isEqualTo(400);
      }
      assertStillServing();
    }

    @Test
    void may_be_noise() throws Exception {
      long seed = 20261121;
      Random random = new Random(seed);
      List<String> survived = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        byte[] noise = new byte[random.nextInt(2000)];
        random.nextBytes(noise);
        try (RawClient client = hub.raw()) {
          client.send(noise).send("\r\n\r\n");
          if (client.answer().status() < 400) {
            survived.add("seed " + seed + ", number " + i);
          }
        } catch (SocketException | EOFException e) {
          assertThat(e).isNotNull(); // the hub may also just close
        }
      }
      assertThat(survived).isEmpty();
      assertStillServing();
    }
  }

  @Test
  void a_client_that_leaves_in_the_middle_disturbs_nobody() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (RawClient client = hub.raw()) {
        client.send(head("GET", "/twins/alpha").substring(0, i * 2));
      }
    }
    assertStillServing();
  }
}
