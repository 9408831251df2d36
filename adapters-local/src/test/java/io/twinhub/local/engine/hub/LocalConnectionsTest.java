package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Being a device of the hub in memory. Source: Azure's twin behaviour, sections 6, 8 and 10. */
class LocalConnectionsTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress SCANNER = TwinAddress.module("alpha", "scanner");

  private final HubFixture fixture = new HubFixture();
  private final List<CloseReason> ends = new CopyOnWriteArrayList<>();
  private final List<DesiredChange> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void register() {
    fixture.register(ALPHA);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private ConnectionState state() {
    return fixture.twin(ALPHA).root().connection();
  }

  private void disable(TwinAddress address) {
    IdentityRequest disabled = new IdentityRequest(
        address,
        new IdentityRequest.Credentials.Unchanged(),
        DeviceStatus.DISABLED,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        IdentityAdditions.NONE);
    fixture.hub.identities().update(disabled, IfMatch.any());
  }

  @Test
  void a_device_reads_its_twin() {
    fixture.patchDesired(ALPHA, "{'a':1}");
    assertThat(DeviceTwinDocument.of(fixture.connect(ALPHA).read()).toString())
        .isEqualTo("{\"desired\":{\"a\":1,\"$version\":2},\"reported\":{\"$version\":1}}");
  }

  @Test
  void a_report_answers_the_new_version_and_is_seen_at_once() {
    DeviceConnection device = fixture.connect(ALPHA);
    Version version = device.report(ReportedPatch.of(HubFixture.object("{'t':1}")));
    assertThat(version).isEqualTo(new Version(2));
    assertThat(fixture.twin(ALPHA).reported().values()).isEqualTo(HubFixture.object("{'t':1}"));
  }

  @Test
  void each_write_of_desired_properties_is_told_in_order() {
    fixture.connect(ALPHA).watchDesired(told::add);
    fixture.patchDesired(ALPHA, "{'a':1}");
    fixture.patchDesired(ALPHA, "{'zz':null}");
    fixture.hub.twins().patch(ALPHA, TwinPatch.ofTags(HubFixture.object("{'t':1}")), IfMatch.any());
    fixture.patchDesired(ALPHA, "{'a':null}");
    assertThat(told)
        .extracting(change -> DeviceTwinDocument.of(change).toString())
        .containsExactly("{\"a\":1,\"$version\":2}", "{\"a\":null,\"$version\":3}");
  }

  @Test
  void a_subscription_ends_when_it_is_closed() {
    Subscription subscription = fixture.connect(ALPHA).watchDesired(told::add);
    subscription.close();
    subscription.close();
    fixture.patchDesired(ALPHA, "{'a':1}");
    assertThat(told).isEmpty();
  }

  @Test
  void what_was_written_is_published_before_it_is_told() {
    DeviceConnection device = fixture.connect(ALPHA);
    List<Version> read = new CopyOnWriteArrayList<>();
    device.watchDesired(change -> read.add(device.read().desiredVersion()));
    fixture.patchDesired(ALPHA, "{'a':1}");
    assertThat(read).containsExactly(new Version(2));
  }

  @Test
  void a_module_hears_of_its_own_twin_only() {
    fixture.register(SCANNER);
    fixture.connect(SCANNER).watchDesired(told::add);
    fixture.patchDesired(ALPHA, "{'device':1}");
    fixture.patchDesired(SCANNER, "{'module':1}");
    assertThat(told).hasSize(1);
  }

  @Test
  void one_listener_that_fails_does_not_keep_the_news_from_another() {
    DeviceConnection device = fixture.connect(ALPHA);
    device.watchDesired(change -> {
      throw new IllegalStateException("a listener's mistake");
    });
    device.watchDesired(told::add);
    fixture.patchDesired(ALPHA, "{'a':1}");
    assertThat(told).hasSize(1);
  }

  @Test
  void connecting_and_closing_is_seen_in_the_twin() {
    DeviceConnection device =
        fixture.hub.connections().open(ALPHA, "dtmi:com:example:Thermostat;1", ends::add);
    assertThat(state())
        .isEqualTo(new ConnectionState(
            true, HubFixture.NOON, HubFixture.NOON, "dtmi:com:example:Thermostat;1"));
    fixture.clockMovesTo(HubFixture.NOON.plusSeconds(10));
    device.close();
    device.close();
    fixture.settle();
    assertThat(state().connected()).isFalse();
    assertThat(state().stateUpdatedTime()).isEqualTo(HubFixture.NOON.plusSeconds(10));
    assertThat(state().modelId()).isEqualTo("dtmi:com:example:Thermostat;1");
    assertThat(ends).isEmpty();
  }

  @Test
  void activity_moves_its_time_and_no_counter() {
    DeviceConnection device = fixture.connect(ALPHA);
    Version before = fixture.twin(ALPHA).version();
    Instant later = HubFixture.NOON.plusSeconds(5);
    fixture.clockMovesTo(later);
    device.active();
    assertThat(state().lastActivityTime()).isEqualTo(later);
    assertThat(fixture.hub.identities().find(ALPHA).orElseThrow().connection().lastActivityTime())
        .isEqualTo(later);
    assertThat(fixture.twin(ALPHA).version()).isEqualTo(before);
  }

  @Test
  void a_newer_connection_takes_over() {
    DeviceConnection older = fixture.connect(ALPHA, ends);
    DeviceConnection newer = fixture.connect(ALPHA);
    assertThat(ends).containsExactly(CloseReason.TAKEN_OVER);
    older.close();
    fixture.settle();
    assertThat(state().connected()).isTrue();
    assertThat(newer.read().desired()).isEqualTo(JsonObject.EMPTY);
    assertThatThrownBy(older::read).hasMessage("the connection is closed");
  }

  @Test
  void disabling_a_device_ends_its_connection_and_those_of_its_modules() {
    fixture.register(SCANNER);
    fixture.connect(ALPHA, ends);
    fixture.connect(SCANNER, ends);
    disable(ALPHA);
    assertThat(ends).containsExactly(CloseReason.DISABLED, CloseReason.DISABLED);
    fixture.settle();
    assertThat(state().connected()).isFalse();
  }

  @Test
  void a_disabled_device_and_its_modules_may_not_connect() {
    fixture.register(SCANNER);
    disable(ALPHA);
    assertThatThrownBy(() -> fixture.connect(ALPHA)).hasMessage("Device alpha is disabled");
    assertThatThrownBy(() -> fixture.connect(SCANNER)).hasMessage("Device alpha is disabled");
  }

  @Test
  void deleting_a_device_ends_its_connection() {
    DeviceConnection device = fixture.connect(ALPHA, ends);
    fixture.hub.identities().delete(ALPHA, IfMatch.any());
    assertThat(ends).containsExactly(CloseReason.DELETED);
    assertThatThrownBy(() -> device.report(ReportedPatch.of(JsonObject.EMPTY)))
        .hasMessage("the connection is closed");
    fixture.settle();
    assertThat(fixture.hub.twins().find(ALPHA)).isEmpty();
  }

  @Test
  void who_is_not_registered_may_not_connect() {
    assertThatThrownBy(() -> fixture.connect(TwinAddress.device("nobody")))
        .hasMessage("Device nobody not registered");
    assertThatThrownBy(() -> fixture.connect(SCANNER))
        .hasMessage("Module scanner on device alpha not registered");
  }

  @Test
  void stopping_the_hub_ends_all_connections() {
    fixture.connect(ALPHA, ends);
    fixture.hub.close();
    assertThat(ends).containsExactly(CloseReason.HUB_STOPPING);
    assertThatThrownBy(() -> fixture.connect(ALPHA)).hasMessage("the hub is stopping");
  }
}
