package io.twinhub.bootstrap.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.Subscription;
import io.twinhub.azure.events.AzureEventLog;
import io.twinhub.azure.events.EventsAddress;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.twin.IfMatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One reader of a hub for all who listen, and what a hub elsewhere tells. */
@Timeout(60)
class LiveHubTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");

  @TempDir
  private static Path folder;

  private final List<Consumer<Happening>> readers = new ArrayList<>();

  /** Tells nothing of itself, and counts its readers. */
  private final LiveHub counted = new LiveHub(
      taker -> {
        readers.add(taker);
        return () -> readers.remove(taker);
      },
      address -> Optional.empty());

  private static Happening happening() {
    return Happening.of(Happening.Kind.CHANGE, DEVICE, () -> JsonObject.EMPTY);
  }

  @Test
  void the_hub_is_read_once_and_only_while_somebody_listens() {
    List<Happening> heard = new ArrayList<>();
    Subscription one = counted.listen(heard::add);
    Subscription other = counted.listen(heard::add);
    assertThat(readers).hasSize(1);
    readers.get(0).accept(happening());
    assertThat(heard).hasSize(2);
    one.close();
    one.close();
    assertThat(readers).hasSize(1);
    other.close();
    assertThat(readers).isEmpty();
    counted.listen(heard::add).close();
    assertThat(readers).isEmpty();
  }

  @Test
  void a_hub_whose_events_cannot_be_read_refuses_each_listener() {
    LiveHub refusing = new LiveHub(
        taker -> {
          throw new HubException(RequestError.unavailable("no events"));
        },
        address -> Optional.empty());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> refusing.listen(happening -> {})).hasMessage("no events");
    }
  }

  private static void route(Twinhub hub) {
    AdminApi admin = new AdminApi(hub.facts());
    for (EventSource source : EventSource.values()) {
      var unused = admin.send(
          "POST",
          "/routes",
          Optional.of(JsonText.parseObject(
              "{\"name\":\"%s\",\"source\":\"%s\",\"condition\":\"true\",\"endpointNames\":[\"events\"],\"isEnabled\":true}"
                  .formatted(source.routeName(), source.routeName()))));
    }
  }

  private static String next(BlockingQueue<Happening> heard, Happening.Kind kind)
      throws InterruptedException {
    Happening happening = heard.take();
    while (happening.kind() != kind) {
      happening = heard.take();
    }
    return happening.document().get().without("at").without("enqueued").toString();
  }

  @Test
  void a_hub_elsewhere_tells_what_its_events_say() throws Exception {
    BlockingQueue<Happening> heard = new LinkedBlockingQueue<>();
    try (Twinhub hub = Twinhub.start(HubConfig.forTests(folder))) {
      route(hub);
      var unusedDevice = hub.ports().identities().create(IdentityRequest.withKeys(DEVICE));
      EventsAddress events = EventsAddress.parse(hub.facts().eventsConnectionString());
      try (AzureEventLog log = new AzureEventLog(events, refusal -> {});
          LiveHub live = new LiveHub(HappeningSource.of(log), hub.ports().twins()::find)) {
        Subscription listening = live.listen(heard::add);
        var unusedTwin = hub.ports()
            .twins()
            .patch(
                DEVICE,
                PatchDocument.patch(JsonText.parseObject(
                    "{\"tags\":{\"a\":{\"b\":1}},\"properties\":{\"desired\":{\"c\":true}}}")),
                IfMatch.any());
        String change = next(heard, Happening.Kind.CHANGE);
        if (change.contains(
            "createDeviceIdentity")) { // it may come to the log after listening began
          change = next(heard, Happening.Kind.CHANGE);
        }
        assertThat(change)
            .isEqualTo(
                "{\"deviceId\":\"d\",\"kind\":\"updateTwin\",\"leaves\":[{\"path\":\"tags.a.b\",\"after\":1},"
                    + "{\"path\":\"properties.desired.c\",\"after\":true}],\"version\":3}");
        assertThat(next(heard, Happening.Kind.MESSAGE)).contains("\"source\":\"twinChangeEvents\"");
        unusedTwin = hub.ports()
            .twins()
            .patch(
                DEVICE,
                PatchDocument.patch(JsonText.parseObject("{\"tags\":{\"a\":null}}")),
                IfMatch.any());
        assertThat(next(heard, Happening.Kind.CHANGE))
            .contains("\"leaves\":[{\"path\":\"tags.a\"}]");
        try (ConnectedDevice device = ConnectedDevice.open(hub.ports().connections(), DEVICE)) {
          assertThat(next(heard, Happening.Kind.CONNECTION))
              .isEqualTo("{\"deviceId\":\"d\",\"kind\":\"deviceConnected\"}");
          var unused =
              device.connection().send(DeviceMessage.ofJson("{\"t\":1}")).get();
          String message = next(heard, Happening.Kind.MESSAGE);
          while (!message.contains("Telemetry")) {
            message = next(heard, Happening.Kind.MESSAGE);
          }
          assertThat(message).endsWith("\"properties\":{},\"body\":{\"t\":1}}");
        }
        hub.ports().identities().delete(DEVICE, IfMatch.any());
        assertThat(next(heard, Happening.Kind.CHANGE)).contains("deleteDeviceIdentity");
        listening.close();
      }
    }
  }
}
