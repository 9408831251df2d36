package io.twinhub.local.engine.hub;

import static io.twinhub.local.engine.hub.HubFixture.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.access.AuthMethod;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.domain.route.Enrichment;
import io.twinhub.domain.route.Route;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.local.engine.events.Read;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which events come to the log, and what they say. */
class HubEventsTest {
  private static final TwinAddress D1 = TwinAddress.device("d1");
  private static final TwinAddress M1 = TwinAddress.module("d1", "m1");

  private final HubFixture fixture = new HubFixture();
  private final LocalHub hub = fixture.hub;

  @AfterEach
  void close() {
    fixture.close();
  }

  private void route(EventSource source, String condition) {
    String name = "r%d".formatted(hub.routes().current().routes().size());
    hub.routes().change(now -> now.with(new Route(name, source, condition, true)));
  }

  /** All events, in the order of their numbers; all devices here are in one partition. */
  private List<HubEvent> events() throws InterruptedException {
    fixture.settle();
    hub.settleEvents();
    List<HubEvent> all = new ArrayList<>();
    for (int partition = 0; partition < hub.events().partitions(); partition++) {
      int count = (int) hub.events().state(partition).last() + 1;
      try (Read read = new Read(hub.events(), partition, new EventPosition.Earliest())) {
        all.addAll(read.next(count));
      }
    }
    all.removeIf(event -> event.origin().address().toString().startsWith("marker"));
    all.sort(Comparator.comparing(HubEvent::sequence));
    return all;
  }

  private HubEvent only() throws InterruptedException {
    List<HubEvent> all = events();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private void send(DeviceMessage message) {
    hub.telemetry()
        .send(new Principal.Device(D1, AuthMethod.CERTIFICATE), message)
        .join();
  }

  @Test
  void without_a_route_only_telemetry_comes_to_the_log() throws InterruptedException {
    fixture.register(D1);
    fixture.patchDesired(D1, "{'a':1}");
    send(DeviceMessage.ofJson("{}"));
    HubEvent event = only();
    assertThat(event.origin().source()).isEqualTo(EventSource.TELEMETRY);
    assertThat(event.origin().authMethod())
        .contains(
            "{\"scope\":\"device\",\"type\":\"x509Certificate\",\"issuer\":\"external\",\"acceptingIpFilterRule\":null}");
    assertThat(event.origin().generationId())
        .contains(hub.identities().find(D1).orElseThrow().identity().generationId());
  }

  @Test
  void a_patch_is_told_with_what_it_changed() throws InterruptedException {
    fixture.register(D1);
    fixture.register(M1);
    route(EventSource.TWIN_CHANGES, "true");
    hub.twins().patch(M1, TwinPatch.ofTags(object("{'tag1':'new value'}")), IfMatch.any());
    fixture.patchDesired(M1, "{'p':{'q':1},'gone':null}");
    List<HubEvent> events = events();
    assertThat(events.get(0).message().properties())
        .containsEntry("hubName", "twinhub")
        .containsEntry("deviceId", "d1")
        .containsEntry("moduleId", "m1")
        .containsEntry("operationTimestamp", "2024-05-06T12:00:00Z")
        .containsEntry("iothub-message-schema", "twinChangeNotification")
        .containsEntry("opType", "updateTwin");
    assertThat(events.get(0).message().body().text())
        .isEqualTo("{\"version\":3,\"tags\":{\"tag1\":\"new value\"}}");
    assertThat(events.get(1).message().body().text())
        .isEqualTo("{\"version\":4,\"properties\":{\"desired\":{\"p\":{\"q\":1},\"$metadata\":"
            + "{\"$lastUpdated\":\"2024-05-06T12:00:00Z\",\"$lastUpdatedVersion\":2,\"p\":"
            + "{\"$lastUpdated\":\"2024-05-06T12:00:00Z\",\"$lastUpdatedVersion\":2,\"q\":"
            + "{\"$lastUpdated\":\"2024-05-06T12:00:00Z\",\"$lastUpdatedVersion\":2}}},"
            + "\"$version\":2}}}");
    assertThat(events.get(1).message().find(SystemProperty.USER_ID)).contains("twinhub");
  }

  @Test
  void a_replacement_and_a_report_are_told_and_a_write_that_changes_nothing_is_not()
      throws InterruptedException {
    fixture.register(D1);
    route(EventSource.TWIN_CHANGES, "true");
    hub.twins()
        .replace(
            D1,
            new TwinReplacement(Optional.of(object("{'t':1}")), Optional.empty()),
            IfMatch.any());
    try (DeviceConnection connection = fixture.connect(D1)) {
      connection.report(ReportedPatch.of(object("{'r':1}")));
    }
    hub.twins().patch(D1, TwinPatch.ofTags(object("{'absent':null}")), IfMatch.any());
    assertThat(events())
        .extracting(event -> event.message().properties().get("opType"))
        .containsExactly("replaceTwin", "updateTwin");
  }

  @Test
  void identities_and_connections_are_told_of_where_routes_ask_for_them()
      throws InterruptedException {
    route(EventSource.DEVICE_LIFECYCLE, "true");
    route(EventSource.CONNECTION_STATE, "true");
    fixture.register(D1);
    fixture.register(M1);
    fixture.connect(D1).close();
    fixture.settle();
    hub.identities().delete(D1, IfMatch.any());
    List<HubEvent> events = events();
    assertThat(events)
        .extracting(event -> event.message().properties().get("opType"))
        .startsWith(
            "createDeviceIdentity", "createModuleIdentity", "deviceConnected", "deviceDisconnected")
        .contains("deleteDeviceIdentity");
    assertThat(events.get(1).message().properties())
        .containsEntry("iothub-message-schema", "moduleLifecycleNotification");
    String connected = events.get(2).message().body().text();
    String disconnected = events.get(3).message().body().text();
    assertThat(connected).matches("\\{\"sequenceNumber\":\"[0-9A-F]{64}\"}");
    assertThat(connected).isLessThan(disconnected);
  }

  @Test
  void a_condition_sees_the_event_and_the_twin_after_the_change() throws InterruptedException {
    fixture.register(D1);
    route(EventSource.TWIN_CHANGES, "$twin.tags.site = 'A' AND opType = 'updateTwin'");
    hub.twins().patch(D1, TwinPatch.ofTags(object("{'site':'B'}")), IfMatch.any());
    hub.twins().patch(D1, TwinPatch.ofTags(object("{'site':'A'}")), IfMatch.any());
    assertThat(only().message().body().text()).contains("\"A\"");
  }

  @Test
  void without_the_fallback_telemetry_needs_a_route_that_takes_it() throws InterruptedException {
    fixture.register(D1);
    hub.routes().change(now -> now.fallback(false));
    route(EventSource.TELEMETRY, "level = 'hot' AND $body.t > 30");
    send(DeviceMessage.ofJson("{\"t\":31}").with("level", "cold"));
    send(DeviceMessage.ofJson("{\"t\":29}").with("Level", "hot"));
    send(DeviceMessage.ofJson("{\"t\":32}").with("Level", "hot"));
    send(DeviceMessage.ofJson("no json").with("Level", "hot"));
    assertThat(only().message().body().text()).isEqualTo("{\"t\":32}");
  }

  @Test
  void enrichments_are_added_and_a_path_that_leads_nowhere_stays_as_it_is()
      throws InterruptedException {
    fixture.register(D1);
    hub.twins().patch(D1, TwinPatch.ofTags(object("{'site':'A','n':{'x':1}}")), IfMatch.any());
    hub.routes()
        .change(now -> now.with(new Enrichment("hub", "$iothubname"))
            .with(new Enrichment("site", "$twin.tags.site"))
            .with(new Enrichment("n", "$twin.tags.n"))
            .with(new Enrichment("none", "$twin.tags.absent"))
            .with(new Enrichment("fixed", "text")));
    send(DeviceMessage.ofJson("{}").with("own", "1"));
    assertThat(only().message().properties())
        .containsEntry("own", "1")
        .containsEntry("hub", "twinhub")
        .containsEntry("site", "A")
        .containsEntry("n", "{\"x\":1}")
        .containsEntry("none", "$twin.tags.absent")
        .containsEntry("fixed", "text");
  }

  @Test
  void a_route_whose_condition_is_none_changes_nothing() {
    assertThatThrownBy(() -> route(EventSource.TWIN_CHANGES, "a = "))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("the condition of route 'r0' is wrong:\n1:4 expected")
        .hasMessageContaining("\na =\n   ^");
    assertThat(hub.routes().current().routes()).isEmpty();
  }

  @Test
  void a_disabled_route_takes_nothing() throws InterruptedException {
    fixture.register(D1);
    hub.routes().change(now -> now.with(new Route("off", EventSource.TWIN_CHANGES, "", false)));
    fixture.patchDesired(D1, "{'a':1}");
    assertThat(events()).isEmpty();
  }

  @Test
  void the_message_of_a_device_that_is_not_registered_is_refused() {
    assertThatThrownBy(() -> send(DeviceMessage.ofJson("{}")))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("d1");
  }
}
