package io.twinhub.local.engine.hub;

import static io.twinhub.local.engine.hub.HubFixture.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.domain.route.Route;
import io.twinhub.domain.route.Routing;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.events.EventStore;
import io.twinhub.local.engine.events.Read;
import io.twinhub.local.engine.events.Retention;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MessageRow;
import io.twinhub.local.engine.journal.SqliteEvents;
import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.engine.journal.TransientJournal;
import io.twinhub.local.engine.routes.RouteTable;
import io.twinhub.local.engine.snapshot.HubContents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of twins on their way into a log that cannot be written for a while. */
class OutboxTest {
  private static final TwinAddress D1 = TwinAddress.device("d1");
  private static final EventPosition FIRST = new EventPosition.Earliest();

  @TempDir
  private Path folder;

  private Optional<SwitchedStore> store = Optional.empty();

  /** The file of events, which can be written or not. */
  private static final class SwitchedStore implements EventStore {
    private final EventStore file;
    private volatile boolean broken;

    SwitchedStore(EventStore file) {
      this.file = file;
    }

    @Override
    public List<PartitionState> load() {
      return file.load();
    }

    @Override
    public long moved() {
      return file.moved();
    }

    @Override
    public void write(List<NewEvent> events, long moved) throws IOException {
      if (broken) {
        throw new IOException("the disk is full");
      }
      file.write(events, moved);
    }

    @Override
    public void trim(int partition, long first) throws IOException {
      file.trim(partition, first);
    }

    @Override
    public List<HubEvent> read(int partition, long from, int max) throws IOException {
      return file.read(partition, from, max);
    }

    @Override
    public void close() {
      file.close();
    }
  }

  private LocalHub open() {
    return open(SqliteJournal.open(folder.resolve(SqliteJournal.FILE_NAME)));
  }

  private LocalHub open(Journal journal) {
    SwitchedStore opened = new SwitchedStore(
        SqliteEvents.open(folder.resolve(SqliteEvents.FILE_NAME), EventLimits.PARTITIONS_MIN));
    store = Optional.of(opened);
    RouteTable routes = new RouteTable(
        "h",
        Routing.INITIAL.with(new Route("twins", EventSource.TWIN_CHANGES, Route.ALWAYS, true)),
        saved -> {});
    HubStorage storage = new HubStorage(
        journal, Optional.of(opened), EventLimits.PARTITIONS_MIN, Retention.ON_DISK, routes);
    return new LocalHub(
        TwinRules.DEFAULT, new HubSources(Clock.systemUTC()), storage, Optional.empty());
  }

  private void breaks(boolean broken) {
    store.orElseThrow().broken = broken;
  }

  @BeforeEach
  void register() {
    try (LocalHub hub = open()) {
      hub.identities().create(IdentityRequest.withKeys(D1));
    }
  }

  private static void patch(LocalHub hub, int number) {
    hub.twins().patch(D1, TwinPatch.ofTags(object("{'n':%d}".formatted(number))), IfMatch.any());
  }

  private static List<String> events(LocalHub hub, int count) throws InterruptedException {
    try (Read read = new Read(hub.events(), partitionOf(hub), FIRST)) {
      return read.bodies(count);
    }
  }

  private static int partitionOf(LocalHub hub) {
    return Math.floorMod(D1.deviceId().value().hashCode(), hub.events().partitions());
  }

  private static long last(LocalHub hub) {
    return hub.events().state(partitionOf(hub)).last();
  }

  @Test
  void a_change_is_written_although_its_event_must_wait_and_telemetry_is_refused()
      throws InterruptedException {
    try (LocalHub hub = open()) {
      breaks(true);
      patch(hub, 1);
      assertThatThrownBy(() -> hub.telemetry()
              .send(new Principal.Device(D1), DeviceMessage.ofJson("{}"))
              .join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(HubException.class)
          .hasMessageContaining(
              "the hub cannot write (the disk is full); the message was not taken");
      patch(hub, 2);
      assertThat(last(hub)).isEqualTo(-1);
      breaks(false);
      assertThat(events(hub, 2))
          .containsExactly(
              "{\"version\":3,\"tags\":{\"n\":1}}", "{\"version\":4,\"tags\":{\"n\":2}}");
      hub.settleEvents();
      assertThat(last(hub)).isEqualTo(1);
    }
  }

  @Test
  void an_event_that_its_hub_could_not_move_comes_at_the_next_start() throws InterruptedException {
    try (LocalHub hub = open()) {
      patch(hub, 1);
      hub.settleEvents();
      breaks(true);
      patch(hub, 2);
    }
    try (LocalHub hub = open()) {
      hub.settleEvents();
      assertThat(last(hub)).isEqualTo(1);
      patch(hub, 3);
      assertThat(events(hub, 3)).last().isEqualTo("{\"version\":5,\"tags\":{\"n\":3}}");
    }
    try (LocalHub hub = open()) {
      hub.settleEvents();
      assertThat(last(hub)).as("nothing is moved twice").isEqualTo(2);
    }
  }

  @Test
  void rows_that_the_log_took_over_do_not_pile_up() throws InterruptedException {
    try (LocalHub hub = open()) {
      for (int i = 0; i < 2_500; i++) {
        patch(hub, i);
      }
      hub.settleEvents();
    }
    List<MessageRow> left = new ArrayList<>();
    try (SqliteJournal journal = SqliteJournal.open(folder.resolve(SqliteJournal.FILE_NAME))) {
      journal.loadMessages(left::add);
    }
    assertThat(left).hasSizeBetween(1, 1_100);
    try (LocalHub hub = open()) {
      hub.settleEvents();
      assertThat(last(hub)).as("nothing is moved twice").isEqualTo(2_499);
    }
  }

  @Test
  void contents_are_not_replaced_while_their_events_wait() {
    try (LocalHub hub = open()) {
      patch(hub, 1);
      hub.settleEvents();
      hub.replace(HubContents.empty());
      assertThat(hub.twins().find(D1)).isEmpty();
      assertThat(last(hub)).isZero();
    }
  }

  @Test
  void with_too_many_events_waiting_writes_are_refused() {
    try (LocalHub hub = open(new TransientJournal())) {
      hub.identities().create(IdentityRequest.withKeys(D1));
      breaks(true);
      assertThatThrownBy(() -> {
            for (int i = 0; true; i++) {
              patch(hub, i);
            }
          })
          .isInstanceOfSatisfying(HubException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.THROTTLING);
            assertThat(refusal.error().message())
                .isEqualTo(
                    "too many events of changes are waiting for the event log; try again later");
          });
    }
  }
}
