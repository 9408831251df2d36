package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinReplacement;
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
  private Heard<TwinChange> listen(TwinAddress address) {
    Heard<TwinChange> heard = new Heard<>();
    listen(address, heard);
    return heard;
  }

  private Subscription listen(TwinAddress address, Consumer<TwinChange> listener) {
    Subscription subscription = hub().changes().subscribe(change -> {
      if (address.equals(change.address())) {
        listener.accept(change);
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

  private static <C extends TwinChange> C next(Class<C> type, Heard<TwinChange> heard) {
    TwinChange change = heard.next();
    assertThat(change).isInstanceOf(type);
    return type.cast(change);
  }

  @Test
  void a_device_is_created_written_and_deleted() {
    TwinAddress device = fresh();
    Heard<TwinChange> heard = listen(device);
    create(IdentityRequest.withKeys(device));
    Twin created = twin(device);
    Twin written = patchTags(device, number("a", 1));
    hub().identities().delete(device, IfMatch.any());
    assertThat(next(TwinChange.Created.class, heard).twin()).isEqualTo(created);
    assertThat(next(TwinChange.Written.class, heard).update().after()).isEqualTo(written);
    assertThat(next(TwinChange.Deleted.class, heard).twin()).isEqualTo(written);
  }

  @Test
  void a_write_tells_what_was_before_what_is_after_and_what_differs() {
    TwinAddress device = device();
    Twin before = patchDesired(device, number("a", 1).with("b", number("c", 1)));
    Heard<TwinChange> heard = listen(device);
    Twin after = patchDesired(device, JsonObject.of("b", number("c", 2)));
    TwinChange.Written change = next(TwinChange.Written.class, heard);
    assertThat(change.kind()).isEqualTo(TwinChange.Kind.PATCH);
    assertThat(change.update().before()).isEqualTo(before);
    assertThat(change.update().after()).isEqualTo(after);
    assertThat(change.update().desired()).contains(JsonObject.of("b", number("c", 2)));
    assertThat(change.update().tags()).isEmpty();
    assertThat(change.update().reported()).isEmpty();
  }

  @Test
  void a_replacement_and_a_report_are_told_as_such() {
    TwinAddress device = device();
    Heard<TwinChange> heard = listen(device);
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      assertThat(next(TwinChange.RootChanged.class, heard)
              .after()
              .root()
              .connection()
              .connected())
          .isTrue();
      hub()
          .twins()
          .replace(
              device,
              new TwinReplacement(Optional.of(number("t", 1)), Optional.empty()),
              IfMatch.any());
      connection.report(ReportedPatch.of(number("r", 1)));
      assertThat(next(TwinChange.Written.class, heard).kind()).isEqualTo(TwinChange.Kind.REPLACE);
      assertThat(next(TwinChange.Written.class, heard).kind()).isEqualTo(TwinChange.Kind.REPORT);
    }
  }

  @Test
  void an_identity_that_changes_is_told_with_its_twin_as_it_was() {
    TwinAddress device = device();
    Twin before = twin(device);
    Heard<TwinChange> heard = listen(device);
    setStatus(device, DeviceStatus.DISABLED, "in repair");
    TwinChange.RootChanged change = next(TwinChange.RootChanged.class, heard);
    assertThat(change.before()).isEqualTo(before);
    assertThat(change.after().root().status()).isEqualTo(DeviceStatus.DISABLED);
    assertThat(change.after().version()).isEqualTo(before.version());
  }

  @Test
  void of_many_writers_the_changes_of_one_twin_form_one_row() {
    TwinAddress device = device();
    TwinAddress other = device();
    Twin first = twin(device);
    Heard<TwinChange> heard = listen(device);
    Writers.together(writer -> {
      patchTags(other, number("w", writer));
      return patchTags(device, number("w", writer));
    });
    Twin last = first;
    List<Twin> told = new ArrayList<>();
    for (int i = 0; i < Writers.COUNT; i++) {
      TwinChange.Written change = next(TwinChange.Written.class, heard);
      assertThat(change.update().before()).isEqualTo(last);
      last = change.update().after();
      told.add(last);
    }
    assertThat(last).isEqualTo(twin(device));
    assertThat(told).doesNotHaveDuplicates();
  }

  @Test
  void a_refused_write_is_not_told() {
    TwinAddress device = device();
    Heard<TwinChange> heard = listen(device);
    assertRefused(ErrorCode.ARGUMENT_INVALID, () -> patchTags(device, number("with blank", 1)));
    Twin written = patchTags(device, number("lawful", 1));
    assertThat(next(TwinChange.Written.class, heard).update().after()).isEqualTo(written);
  }

  @Test
  void who_stopped_listening_hears_nothing_and_others_go_on() {
    TwinAddress device = device();
    Heard<TwinChange> stopped = new Heard<>();
    Subscription first = listen(device, stopped);
    Heard<TwinChange> heard = listen(device);
    first.close();
    first.close();
    patchTags(device, number("a", 1));
    next(TwinChange.Written.class, heard);
    assertThat(stopped.soFar()).isEmpty();
  }

  @Test
  void a_listener_that_fails_keeps_nothing_from_others_nor_from_itself() {
    TwinAddress device = device();
    Heard<TwinChange> failing = new Heard<>();
    listen(device, change -> {
      failing.accept(change);
      throw new IllegalStateException("a listener's mistake");
    });
    Heard<TwinChange> other = listen(device);
    List<Twin> written =
        List.of(patchTags(device, number("a", 1)), patchTags(device, number("a", 2)));
    for (Twin twin : written) {
      assertThat(next(TwinChange.Written.class, other).update().after()).isEqualTo(twin);
      assertThat(next(TwinChange.Written.class, failing).update().after()).isEqualTo(twin);
    }
  }
}
