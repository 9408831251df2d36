package io.twinhub.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.cli.remote.Hubs;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port without TLS through which commands ask the hub on their machine. */
class CommandsPortTest {
  @TempDir
  private Path folder;

  private Twinhub hub;

  @BeforeEach
  void start() {
    hub = Twinhub.start(HubConfig.forTests(folder));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void commands_ask_and_change_the_hub_through_it() {
    HubApi api = new Hubs(new RunFolder(folder), Optional.empty(), List.of())
        .api("--login", Optional.empty());
    api.send(
        "PUT",
        "/devices/d",
        Optional.empty(),
        Optional.of(JsonObject.of("deviceId", new JsonString("d"))));
    JsonObject tags = JsonObject.of("tags", JsonObject.of("plant", JsonNumber.of(7)));
    api.send("PATCH", "/twins/d", Optional.empty(), Optional.of(tags));
    JsonObject twin = (JsonObject) api.send("GET", "/twins/d", Optional.empty()).body();
    assertEquals(tags.find("tags"), twin.find("tags"));
  }

  @Test
  void it_asks_for_the_same_tokens_as_every_other_port() throws IOException {
    assertStatus("401", "GET /devices/d?api-version=2021-04-12", "");
    assertStatus(
        "401",
        "GET /devices/d?api-version=2021-04-12",
        "Authorization: Bearer " + hub.facts().adminToken());
  }

  @Test
  void it_has_no_web_sockets() throws IOException {
    assertStatus(
        "400",
        "GET /$iothub/websocket",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
            + "\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: mqtt");
  }

  private void assertStatus(String status, String line, String headers) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), hub.facts().commandsPort())) {
      String head = "%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n"
          .formatted(line, headers.isEmpty() ? "Accept: */*" : headers);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 " + status, answer);
    }
  }
}
