package io.twinhub.bootstrap.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much those who listen may cost the hub. */
@Timeout(120)
class ExplorerStreamLimitsTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");

  @TempDir
  private static Path folder;

  private Twinhub hub;
  private ExplorerClient page;

  @BeforeEach
  void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    var unused = hub.ports().identities().create(IdentityRequest.withKeys(DEVICE));
    page = ExplorerClient.of(hub);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void the_twenty_first_page_is_refused_until_another_one_goes() throws Exception {
    List<LiveClient> pages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      LiveClient live = LiveClient.of(page);
      assertThat(live.status()).isEqualTo(200);
      pages.add(live);
    }
    try (LiveClient refused = LiveClient.of(page)) {
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.text())
          .isEqualTo(
              "{\"error\":{\"code\":429001,\"message\":\"20 pages listen to this hub, which is"
                  + " the limit; close one of them\"}}");
    }
    pages.get(0).close();
    await().until(() -> {
      try (LiveClient again = LiveClient.of(page)) {
        return again.status() == 200;
      }
    });
    for (LiveClient live : pages) {
      live.close();
    }
  }

  @Test
  void a_refused_condition_takes_no_place() throws Exception {
    for (int i = 0; i < 25; i++) {
      try (LiveClient refused = LiveClient.of(page, "= 1")) {
        assertThat(refused.status()).isEqualTo(400);
      }
    }
    try (LiveClient live = LiveClient.of(page)) {
      assertThat(live.status()).isEqualTo(200);
    }
  }

  /** A client that asks and then reads nothing. */
  private Socket silent(String path) throws IOException {
    int port = hub.facts().adminPort();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
        .formatted(path, port, hub.facts().adminToken());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    return socket;
  }

  /** How many threads of the server write to those who listen. */
  private static long writers() {
    return Thread.getAllStackTraces().values().stream()
        .filter(frames -> Arrays.stream(frames)
            .anyMatch(frame -> frame.getClassName().matches(".*\\.(LiveEvents|LiveStream)")
                && frame.getMethodName().equals("write")))
        .count();
  }

  /** Some 60 MB, far more than sockets buffer. */
  private void happen() {
    String tag = "x".repeat(4_000);
    for (int i = 0; i < 15_000; i++) {
      JsonObject tags =
          JsonObject.builder().put("a", tag.substring(1)).put("n", i).build();
      var unused = hub.ports().twins().patch(DEVICE, TwinPatch.ofTags(tags), IfMatch.any());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/live", "/changes", "/journal/stream"})
  void a_client_that_reads_nothing_is_cut_off_and_keeps_no_thread(String path) throws Exception {
    try (Socket socket = silent(path)) {
      await().until(() -> writers() == 1);
      happen();
      if (path.startsWith("/journal")) {
        happen();
        happen();
      }
      await().until(() -> writers() == 0);
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void messages_count_by_their_size_so_that_those_of_a_slow_client_do_not_fill_the_memory()
      throws Exception {
    String body = "\"" + "x".repeat(200_000) + "\"";
    try (Socket socket = silent("/api/live");
        LiveClient reader = LiveClient.of(page);
        ConnectedDevice device = ConnectedDevice.open(hub.ports().connections(), DEVICE)) {
      await().until(() -> writers() == 2);
      for (int i = 0; i < 200; i++) {
        var unused = device.connection().send(DeviceMessage.ofJson(body)).get();
        assertThat(reader.next("message").find("body").orElseThrow().toString())
            .hasSize(body.length());
      }
      await().until(() -> writers() == 1);
      assertThat(socket.isConnected()).isTrue();
    }
  }
}
