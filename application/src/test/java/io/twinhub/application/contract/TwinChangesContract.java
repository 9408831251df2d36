package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.HubMembers;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.property.Version;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of twins: each is told once, those of one twin in their order, and of strangers nothing. */
public abstract class TwinChangesContract extends PortContract {
  private final Deque<Subscription> subscriptions = new ArrayDeque<>();

  /** A hub may have other users: what they do does not count. */
  private Heard<TwinEvent> listen(TwinAddress address) {
    Heard<TwinEvent> heard = new Heard<>();
    listen(address, heard);
    return heard;
  }

  private Subscription listen(TwinAddress address, Consumer<TwinEvent> listener) {
    Subscription subscription = hub().changes().subscribe(event -> {
      if (address.equals(event.address())) {
        listener.accept(event);
      }
    });
    subscriptions.push(subscription);
    return subscription;
  }

  @AfterEach
  void stopListening() {
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
  }

  private static TwinEvent next(TwinEvent.Kind kind, Heard<TwinEvent> heard) {
    TwinEvent event = heard.next();
    assertThat(event.kind()).as("the kind of %s", event).isEqualTo(kind);
    return event;
  }

  /** The values of a section, without what the hub keeps of them. */
  private static Optional<JsonObject> values(Optional<JsonObject> section) {
    return section.map(HubMembers::dropFrom);
  }

  /** Such an event tells all of a twin. */
  private static void assertTells(TwinEvent event, Twin twin) {
    assertThat(event.address()).isEqualTo(twin.address());
    assertThat(event.version()).isEqualTo(twin.version());
    assertThat(event.tags().orElse(JsonObject.EMPTY)).isEqualTo(twin.tags().values());
    assertThat(values(event.desired())).contains(twin.desired().values());
    assertThat(values(event.reported())).contains(twin.reported().values());
  }

  @Test
  void a_device_is_created_written_and_deleted() {
    TwinAddress device = fresh();
    Heard<TwinEvent> heard = listen(device);
    create(IdentityRequest.withKeys(device));
    Twin created = twin(device);
    Twin written = patchTags(device, number("a", 1));
    hub().identities().delete(device, IfMatch.any());
    assertTells(next(TwinEvent.Kind.CREATED, heard), created);
    assertThat(next(TwinEvent.Kind.UPDATED, heard).version()).isEqualTo(written.version());
    assertTells(next(TwinEvent.Kind.DELETED, heard), written);
  }

  @Test
  void so_is_a_module() {
    TwinAddress module = moduleOf(device(), "camera");
    Heard<TwinEvent> heard = listen(module);
    module(TwinAddress.of(module.deviceId()), "camera");
    Twin created = twin(module);
    Twin written = patchDesired(module, number("a", 1));
    hub().identities().delete(module, IfMatch.any());
    assertTells(next(TwinEvent.Kind.CREATED, heard), created);
    assertThat(values(next(TwinEvent.Kind.UPDATED, heard).desired()))
        .contains(written.desired().values());
    assertTells(next(TwinEvent.Kind.DELETED, heard), written);
  }

  @Test
  void a_patch_tells_what_it_changed_and_the_version_that_it_made() {
    TwinAddress device = device();
    patchDesired(device, number("a", 1).with("b", number("c", 1)).with("d", number("e", 1)));
    Heard<TwinEvent> heard = listen(device);
    JsonObject delta = JsonObject.of("b", number("c", 2)).with("d", JsonNull.NULL);
    Twin after = patchDesired(device, delta);
    TwinEvent event = next(TwinEvent.Kind.UPDATED, heard);
    assertThat(event.version()).isEqualTo(after.version());
    assertThat(values(event.desired())).contains(delta);
    assertThat(event.desired().orElseThrow().find(HubMembers.VERSION))
        .contains(after.desired().version().asJson());
    assertThat(event.tags()).isEmpty();
    assertThat(event.reported()).isEmpty();
  }

  @Test
  void a_replacement_tells_the_whole_twin_and_a_report_what_it_reported() {
    TwinAddress device = device();
    patchDesired(device, number("a", 1));
    Heard<TwinEvent> heard = listen(device);
    Twin replaced = hub()
        .twins()
        .replace(
            device,
            new TwinReplacement(Optional.of(number("t", 1)), Optional.empty()),
            IfMatch.any());
    assertTells(next(TwinEvent.Kind.REPLACED, heard), replaced);
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      connection.report(ReportedPatch.of(number("r", 1)));
      TwinEvent report = next(TwinEvent.Kind.UPDATED, heard);
      assertThat(values(report.reported())).contains(number("r", 1));
      assertThat(report.desired()).isEmpty();
      assertThat(report.version()).isEqualTo(replaced.version().next());
    }
  }

  @Test
  void an_identity_that_changes_and_a_device_that_connects_are_not_told() {
    TwinAddress device = device();
    Heard<TwinEvent> heard = listen(device);
    hub().connections().open(device, "", reason -> {}).close();
    setStatus(device, DeviceStatus.DISABLED, "in repair");
    patchTags(device, number("a", 1));
    assertThat(next(TwinEvent.Kind.UPDATED, heard).tags()).contains(number("a", 1));
  }

  @Test
  void of_many_writers_the_changes_of_one_twin_form_one_row() {
    TwinAddress device = device();
    TwinAddress other = device();
    Version last = twin(device).version();
    Heard<TwinEvent> heard = listen(device);
    Writers.together(writer -> {
      patchTags(other, number("w", writer));
      return patchTags(device, number("w", writer));
    });
    List<JsonObject> told = new ArrayList<>();
    for (int i = 0; i < Writers.COUNT; i++) {
      TwinEvent event = next(TwinEvent.Kind.UPDATED, heard);
      assertThat(event.version()).isEqualTo(last.next());
      last = event.version();
      told.add(event.tags().orElseThrow());
    }
    Twin now = twin(device);
    assertThat(last).isEqualTo(now.version());
    assertThat(told).doesNotHaveDuplicates().endsWith(now.tags().values());
  }

  @Test
  void a_refused_write_is_not_told() {
    TwinAddress device = device();
    Heard<TwinEvent> heard = listen(device);
    assertRefused(ErrorCode.ARGUMENT_INVALID, () -> patchTags(device, number("with blank", 1)));
    patchTags(device, number("lawful", 1));
    assertThat(next(TwinEvent.Kind.UPDATED, heard).tags()).contains(number("lawful", 1));
  }

  @Test
  void what_was_before_the_subscription_is_not_told() {
    TwinAddress device = device();
    patchTags(device, number("a", 1));
    Heard<TwinEvent> heard = listen(device);
    patchTags(device, number("a", 2));
    assertThat(next(TwinEvent.Kind.UPDATED, heard).tags()).contains(number("a", 2));
  }

  @Test
  void who_stopped_listening_hears_nothing_and_others_go_on() {
    TwinAddress device = device();
    Heard<TwinEvent> stopped = new Heard<>();
    Subscription first = listen(device, stopped);
    Heard<TwinEvent> heard = listen(device);
    first.close();
    first.close();
    patchTags(device, number("a", 1));
    next(TwinEvent.Kind.UPDATED, heard);
    assertThat(stopped.soFar()).isEmpty();
  }

  @Test
  void a_listener_that_fails_keeps_nothing_from_others_nor_from_itself() {
    TwinAddress device = device();
    Heard<TwinEvent> failing = new Heard<>();
    listen(device, event -> {
      failing.accept(event);
      throw new IllegalStateException("a listener's mistake");
    });
    Heard<TwinEvent> other = listen(device);
    for (int i = 1; i <= 2; i++) {
      patchTags(device, number("a", i));
      assertThat(next(TwinEvent.Kind.UPDATED, other).tags()).contains(number("a", i));
      assertThat(next(TwinEvent.Kind.UPDATED, failing).tags()).contains(number("a", i));
    }
  }
}
