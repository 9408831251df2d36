package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.property.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Being a device: reading, reporting, hearing of desired properties, and how connections end. */
public abstract class DeviceConnectionContract extends PortContract {
  private final Heard<CloseReason> ends = new Heard<>();

  private DeviceConnection connect(TwinAddress address) {
    return hub().connections().open(address, "", reason -> {});
  }

  private DeviceConnection connectAndWatchEnd(TwinAddress address) {
    return hub().connections().open(address, "", ends);
  }

  @Test
  void a_device_reads_what_the_back_end_wants_and_no_tags() {
    TwinAddress device = device();
    JsonObject wanted = JsonObject.builder()
        .put("interval", 30)
        .put("factor", JsonNumber.of(0.25))
        .put("mode", "größer")
        .put("nested", number("n", 1).with("empty", JsonObject.EMPTY))
        .build();
    patchDesired(device, wanted);
    patchTags(device, number("secret", 1));
    try (DeviceConnection connection = connect(device)) {
      assertThat(connection.address()).isEqualTo(device);
      assertThat(connection.read())
          .isEqualTo(new DeviceTwin(wanted, new Version(2), JsonObject.EMPTY, Version.FIRST));
    }
  }

  @Test
  void a_report_answers_its_version_and_the_back_end_reads_it() {
    TwinAddress device = device();
    Twin before = twin(device);
    JsonObject report = number("t", 21).with("far", number("n", -5));
    try (DeviceConnection connection = connect(device)) {
      assertThat(connection.report(ReportedPatch.of(report))).isEqualTo(new Version(2));
      assertThat(connection.read().reported()).isEqualTo(report);
    }
    Twin after = twin(device);
    assertThat(after.reported().values()).isEqualTo(report);
    assertThat(after.reported().version()).isEqualTo(new Version(2));
    assertThat(after.etag()).isEqualTo(before.etag());
    assertThat(after.version()).isEqualTo(before.version().next());
  }

  @Test
  void a_report_merges_and_null_removes() {
    TwinAddress device = device();
    try (DeviceConnection connection = connect(device)) {
      connection.report(ReportedPatch.of(number("a", 1).with("b", JsonNumber.of(2))));
      connection.report(ReportedPatch.of(number("c", 3).with("a", JsonNull.NULL)));
      DeviceTwin read = connection.read();
      assertThat(read.reported()).isEqualTo(number("b", 2).with("c", JsonNumber.of(3)));
      assertThat(read.reportedVersion()).isEqualTo(new Version(3));
    }
  }

  @Test
  void a_report_for_the_present_version_passes_and_for_an_older_one_is_refused() {
    TwinAddress device = device();
    try (DeviceConnection connection = connect(device)) {
      Version second =
          connection.report(new ReportedPatch(number("a", 1), Optional.of(Version.FIRST)));
      assertThat(second).isEqualTo(new Version(2));
      assertReportRefused(
          ErrorCode.PRECONDITION_FAILED,
          () -> connection.report(new ReportedPatch(number("a", 9), Optional.of(Version.FIRST))));
      assertThat(connection.read().reported()).isEqualTo(number("a", 1));
    }
  }

  @Test
  void a_report_that_may_not_be_stored_is_refused_and_the_connection_goes_on() {
    TwinAddress device = device();
    try (DeviceConnection connection = connect(device)) {
      assertReportRefused(
          ErrorCode.ARGUMENT_INVALID,
          () -> connection.report(ReportedPatch.of(number("with blank", 1))));
      assertThat(connection.report(ReportedPatch.of(number("lawful", 1))))
          .isEqualTo(new Version(2));
    }
  }

  @Test
  void each_write_of_desired_properties_is_heard_in_order() {
    TwinAddress device = device();
    Heard<DesiredChange> heard = new Heard<>();
    int writes = 40;
    try (DeviceConnection connection = connect(device)) {
      connection.watchDesired(heard);
      for (int i = 0; i < writes; i++) {
        patchDesired(device, number("n", i));
        patchTags(device, number("unheard", i));
      }
      List<DesiredChange> changes = new ArrayList<>();
      for (int i = 0; i < writes; i++) {
        changes.add(heard.next());
      }
      assertThat(changes)
          .containsExactlyElementsOf(LongStream.range(0, writes)
              .mapToObj(i -> new DesiredChange(number("n", i), new Version(i + 2)))
              .toList());
    }
  }

  @Test
  void a_removed_property_is_heard_as_null() {
    TwinAddress device = device();
    patchDesired(device, number("a", 1).with("nested", number("b", 2)));
    Heard<DesiredChange> heard = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      connection.watchDesired(heard);
      JsonObject removal =
          JsonObject.of("nested", JsonObject.of("b", JsonNull.NULL)).with("a", JsonNull.NULL);
      patchDesired(device, removal);
      assertThat(heard.next()).isEqualTo(new DesiredChange(removal, new Version(3)));
    }
  }

  @Test
  void what_was_heard_is_read() {
    TwinAddress device = device();
    Heard<DesiredChange> heard = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      connection.watchDesired(heard);
      patchDesired(device, number("a", 1));
      Version told = heard.next().version();
      assertThat(connection.read().desiredVersion()).isEqualTo(told);
    }
  }

  @Test
  void a_subscription_that_ended_hears_nothing_while_another_goes_on() {
    TwinAddress device = device();
    Heard<DesiredChange> ended = new Heard<>();
    Heard<DesiredChange> goesOn = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      Subscription subscription = connection.watchDesired(ended);
      connection.watchDesired(goesOn);
      subscription.close();
      subscription.close();
      patchDesired(device, number("a", 1));
      assertThat(goesOn.next().patch()).isEqualTo(number("a", 1));
      assertThat(ended.soFar()).isEmpty();
    }
  }

  @Test
  void a_listener_that_fails_does_not_keep_the_news_from_another_nor_the_next_from_itself() {
    TwinAddress device = device();
    Heard<DesiredChange> failing = new Heard<>();
    Heard<DesiredChange> other = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      connection.watchDesired(change -> {
        failing.accept(change);
        throw new IllegalStateException("a listener's mistake");
      });
      connection.watchDesired(other);
      patchDesired(device, number("a", 1));
      assertThat(other.next()).isEqualTo(new DesiredChange(number("a", 1), new Version(2)));
      patchDesired(device, number("a", 2));
      assertThat(other.next()).isEqualTo(new DesiredChange(number("a", 2), new Version(3)));
      assertThat(failing.next().version()).isEqualTo(new Version(2));
      assertThat(failing.next().version()).isEqualTo(new Version(3));
    }
  }

  @Test
  void a_module_reports_and_hears_for_itself() {
    TwinAddress device = device();
    TwinAddress scanner = module(device, "scanner");
    Heard<DesiredChange> heard = new Heard<>();
    try (DeviceConnection connection = connect(scanner)) {
      connection.watchDesired(heard);
      patchDesired(device, number("device", 1));
      patchDesired(scanner, number("module", 1));
      assertThat(heard.next().patch()).isEqualTo(number("module", 1));
      connection.report(ReportedPatch.of(number("r", 1)));
    }
    assertThat(twin(scanner).reported().values()).isEqualTo(number("r", 1));
    assertThat(twin(device).reported().values()).isEqualTo(JsonObject.EMPTY);
  }

  @Test
  void the_back_end_sees_who_is_connected_and_which_model_it_announced() {
    TwinAddress device = device();
    String model = "dtmi:com:example:Thermostat;1";
    try (DeviceConnection connection = hub().connections().open(device, model, reason -> {})) {
      connection.read();
      assertThat(twin(device).root().connection().connected()).isTrue();
      assertThat(twin(device).root().connection().modelId()).isEqualTo(model);
      assertThat(hub().identities().find(device).orElseThrow().connection().connected())
          .isTrue();
    }
  }

  @Test
  void a_later_connection_that_announces_no_model_leaves_it_as_it_was() {
    TwinAddress device = device();
    String model = "dtmi:com:example:Thermostat;1";
    for (String announced : List.of(model, "")) {
      try (DeviceConnection connection =
          hub().connections().open(device, announced, reason -> {})) {
        connection.read();
        assertThat(twin(device).root().connection().modelId()).isEqualTo(model);
      }
    }
  }

  @Test
  void who_is_not_registered_may_not_connect() {
    TwinAddress nobody = fresh();
    assertRefused(ErrorCode.DEVICE_NOT_FOUND, () -> connect(nobody));
    TwinAddress noModule = moduleOf(device(), "scanner");
    assertRefused(ErrorCode.MODULE_NOT_FOUND, () -> connect(noModule));
  }

  @Test
  void a_disabled_device_and_its_modules_may_not_connect() {
    TwinAddress device = device();
    TwinAddress scanner = module(device, "scanner");
    setStatus(device, DeviceStatus.DISABLED, "in repair");
    assertRefused(ErrorCode.DEVICE_DISABLED, () -> connect(device));
    assertRefused(ErrorCode.DEVICE_DISABLED, () -> connect(scanner));
  }

  @Test
  void a_newer_connection_takes_over() {
    TwinAddress device = device();
    DeviceConnection older = connectAndWatchEnd(device);
    try (DeviceConnection newer = connect(device)) {
      assertThat(ends.next()).isEqualTo(CloseReason.TAKEN_OVER);
      older.close();
      assertThat(newer.report(ReportedPatch.of(number("a", 1)))).isEqualTo(new Version(2));
      assertRefused(ErrorCode.SERVICE_UNAVAILABLE, older::read);
    }
    assertThat(ends.soFar()).isEmpty();
  }

  @Test
  void disabling_a_device_ends_its_connection() {
    TwinAddress device = device();
    DeviceConnection connection = connectAndWatchEnd(device);
    setStatus(device, DeviceStatus.DISABLED, "in repair");
    assertThat(ends.next()).isEqualTo(CloseReason.DISABLED);
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, connection::read);
  }

  @Test
  void deleting_a_device_ends_its_connection() {
    TwinAddress device = device();
    DeviceConnection connection = connectAndWatchEnd(device);
    hub().identities().delete(device, IfMatch.any());
    assertThat(ends.next()).isEqualTo(CloseReason.DELETED);
    assertRefused(
        ErrorCode.SERVICE_UNAVAILABLE, () -> connection.report(ReportedPatch.of(number("a", 1))));
  }

  @Test
  void a_connection_that_its_owner_closed_is_not_told_of_it_and_answers_no_more() {
    TwinAddress device = device();
    DeviceConnection connection = connectAndWatchEnd(device);
    connection.close();
    connection.close();
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, connection::read);
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, () -> connection.watchDesired(new Heard<>()));
    try (DeviceConnection again = connect(device)) {
      assertThat(again.read().desired()).isEqualTo(JsonObject.EMPTY);
    }
    assertThat(ends.soFar()).isEmpty();
  }
}
