package io.twinhub.local.frontend.https;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.contract.AllEvents;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.telemetry.SameEventContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Over HTTPS the properties stand in headers. */
class SameEventOverHttpsTest extends SameEventContract {
  private static final Map<SystemProperty, String> HEADERS = Map.ofEntries(
      Map.entry(SystemProperty.MESSAGE_ID, "iothub-messageid"),
      Map.entry(SystemProperty.CORRELATION_ID, "iothub-correlationid"),
      Map.entry(SystemProperty.USER_ID, "iothub-userid"),
      Map.entry(SystemProperty.TO, "iothub-to"),
      Map.entry(SystemProperty.CONTENT_TYPE, "iothub-contenttype"),
      Map.entry(SystemProperty.CONTENT_ENCODING, "iothub-contentencoding"),
      Map.entry(SystemProperty.EXPIRY, "iothub-expiry"),
      Map.entry(SystemProperty.CREATION_TIME, "iothub-creationtimeutc"),
      Map.entry(SystemProperty.SCHEMA, "iothub-messageschema"),
      Map.entry(SystemProperty.COMPONENT, "dt-subject"),
      Map.entry(SystemProperty.INTERFACE_ID, "iothub-interface-id"));

  private final RunningHub hub = new RunningHub().with("alpha").with("alpha", "camera");

  SameEventOverHttpsTest() {
    hub.registry().with(DEVICE).with(MODULE);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Override
  protected HubEvent sent(TwinAddress sender, DeviceMessage message) throws Exception {
    String path =
        "alpha" + sender.moduleId().map(id -> "/modules/" + id.value()).orElse("");
    long end = RunningHub.NOON.plusSeconds(60).getEpochSecond();
    List<String> headers = new ArrayList<>();
    headers.add("Authorization: " + Tokens.device(path, Registry.key(sender.toString()), end));
    message.system().forEach((key, value) -> headers.add(HEADERS.get(key) + ": " + value));
    message.properties().forEach((key, value) -> headers.add("iothub-app-" + key + ": " + value));
    // The client writes Latin-1: every byte of the body and of the headers' UTF-8 as one character.
    String[] bytes = headers.stream()
        .map(header -> new String(header.getBytes(UTF_8), ISO_8859_1))
        .toArray(String[]::new);
    String body = new String(message.body().toArray(), ISO_8859_1);
    String target = "/devices/" + path + "/messages/events?api-version=2020-09-30";
    try (RawClient client = hub.raw()) {
      assertThat(client
              .send(DeviceApiTest.request("POST", target, body, bytes))
              .answer()
              .status())
          .isEqualTo(204);
    }
    return AllEvents.of(hub.engine().events(), 1).get(0);
  }
}
