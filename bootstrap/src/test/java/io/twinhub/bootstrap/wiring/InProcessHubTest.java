package io.twinhub.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hubs of one process that begin with what another one held. */
@Timeout(60)
class InProcessHubTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final int ROUNDS = 40;
  private static final int WRITES = 60;
  private static final int DEVICES = 12;

  private static JsonObject number(String name, int value) {
    return JsonObject.of(name, JsonNumber.of(value));
  }

  private static void register(OpenHub hub, TwinAddress address) {
    hub.ports().identities().create(IdentityRequest.withKeys(address));
  }

  private static void want(OpenHub hub, TwinAddress address, int value) {
    hub.ports().twins().patch(address, TwinPatch.ofDesired(number("v", value)), IfMatch.any());
  }

  private static Twin twin(OpenHub hub) {
    return hub.ports().twins().find(ALPHA).orElseThrow();
  }

  @Test
  void a_fork_begins_with_everything_and_goes_its_own_way() {
    try (InProcessHub hub = Twinhub.inProcess()) {
      register(hub, ALPHA);
      want(hub, ALPHA, 1);
      Twin before = twin(hub);
      try (InProcessHub fork = hub.fork()) {
        assertThat(twin(fork)).isEqualTo(before);
        want(fork, ALPHA, 2);
        register(fork, TwinAddress.device("beta"));
        assertThat(twin(hub)).isEqualTo(before);
        assertThat(hub.ports().identities().devices(10)).hasSize(1);
        assertThat(twin(fork).version()).isEqualTo(before.version().next());
      }
      want(hub, ALPHA, 3);
      assertThat(twin(hub).desired().values()).isEqualTo(number("v", 3));
    }
  }

  @Test
  void changes_are_told_as_they_happen() {
    List<TwinEvent> told = new ArrayList<>();
    try (InProcessHub hub = Twinhub.inProcess()) {
      Subscription subscription = hub.changes().subscribe(told::add);
      register(hub, ALPHA);
      want(hub, ALPHA, 1);
      subscription.close();
      want(hub, ALPHA, 2);
    }
    assertThat(told)
        .satisfiesExactly(
            created -> assertThat(created.kind()).isEqualTo(TwinEvent.Kind.CREATED),
            written -> assertThat(written.kind()).isEqualTo(TwinEvent.Kind.UPDATED));
  }

  @Test
  void a_snapshot_outlives_its_hub() {
    InProcessHub hub = Twinhub.inProcess();
    register(hub, ALPHA);
    InProcessHub.Snapshot snapshot = hub.snapshot();
    hub.close();
    try (InProcessHub fork = snapshot.fork()) {
      assertThat(twin(fork).address()).isEqualTo(ALPHA);
    }
    assertThatThrownBy(hub::snapshot)
        .isInstanceOf(HubException.class)
        .hasMessage("the hub is stopping");
  }

  @Test
  void a_restore_and_a_reset_replace_everything() {
    try (InProcessHub hub = Twinhub.inProcess()) {
      register(hub, ALPHA);
      InProcessHub.Snapshot snapshot = hub.snapshot();
      hub.reset();
      assertThat(hub.ports().identities().devices(10)).isEmpty();
      register(hub, TwinAddress.device("beta"));
      hub.restore(snapshot);
      assertThat(hub.ports().identities().devices(10))
          .extracting(device -> device.identity().address())
          .containsExactly(ALPHA);
    }
  }

  @Test
  void what_a_device_does_on_one_hub_does_not_show_on_another() {
    try (InProcessHub hub = Twinhub.inProcess()) {
      register(hub, ALPHA);
      DeviceConnection device = hub.ports().connections().open(ALPHA, "", reason -> {});
      device.report(ReportedPatch.of(number("t", 1)));
      try (InProcessHub fork = hub.fork()) {
        Twin before = twin(fork);
        assertThat(before.root().connection().connected()).isFalse();
        device.report(ReportedPatch.of(number("t", 2)));
        device.active();
        assertThat(twin(fork)).isEqualTo(before);
        fork.ports()
            .connections()
            .open(ALPHA, "", reason -> {})
            .report(ReportedPatch.of(number("t", 9)));
        assertThat(twin(hub).reported().values()).isEqualTo(number("t", 2));
        fork.reset();
        device.report(ReportedPatch.of(number("t", 3)));
      }
    }
  }

  /** Everything that the hub shows; times of connections move without a write. */
  private static List<Object> seen(HubPorts hub) {
    List<Object> all = new ArrayList<>();
    for (RegisteredIdentity device : hub.identities().devices(1000)) {
      all.add(device.identity());
      all.add(hub.twins().find(device.identity().address()));
      hub.identities().modules(device.identity().address().deviceId()).forEach(module -> {
        all.add(module.identity());
        all.add(hub.twins().find(module.identity().address()));
      });
    }
    for (String query : List.of(
        "SELECT deviceId, properties.desired.v AS v FROM devices WHERE properties.desired.v > 20",
        "SELECT tags.n AS n, COUNT() AS c FROM devices GROUP BY tags.n",
        "SELECT moduleId, properties.desired.v AS v FROM devices.modules")) {
      all.add(hub.queries()
          .run(new QueryText(query), PageSize.DEFAULT, Optional.empty())
          .rows()
          .toString());
    }
    return all;
  }

  private static void write(OpenHub hub, SplittableRandom random) {
    TwinAddress device = TwinAddress.device("d" + random.nextInt(DEVICES));
    TwinAddress address = random.nextInt(3) == 0
        ? TwinAddress.module(device.deviceId().value(), "m" + random.nextInt(2))
        : device;
    int value = random.nextInt(40);
    try {
      switch (random.nextInt(6)) {
        case 0 -> register(hub, address);
        case 1 -> hub.ports().identities().delete(address, IfMatch.any());
        case 2 ->
          hub.ports().twins().patch(address, TwinPatch.ofTags(number("n", value)), IfMatch.any());
        default -> want(hub, address, value);
      }
    } catch (HubException refused) {
      assertThat(refused.code().httpStatus()).isIn(404, 409);
    }
  }

  /** Hubs are forked, written, restored and reset by chance; only the one that was meant may change. */
  @Test
  void a_write_to_one_hub_never_shows_in_another() {
    long seed = Long.getLong("twinhub.fork.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    List<InProcessHub> hubs = new ArrayList<>(List.of(Twinhub.inProcess()));
    List<InProcessHub.Snapshot> snapshots = new ArrayList<>();
    TreeMap<Integer, List<Object>> expected = new TreeMap<>();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        int chosen = random.nextInt(hubs.size());
        InProcessHub hub = hubs.get(chosen);
        switch (random.nextInt(5)) {
          case 0 -> hubs.add(hub.fork());
          case 1 -> snapshots.add(hub.snapshot());
          case 2 -> {
            if (!snapshots.isEmpty()) {
              hub.restore(snapshots.get(random.nextInt(snapshots.size())));
            }
          }
          default -> {
            for (int i = 0; i < WRITES; i++) {
              write(hub, random);
            }
          }
        }
        expected.put(chosen, seen(hub.ports()));
        expected.computeIfAbsent(hubs.size() - 1, added -> seen(hub.ports()));
        for (int i = 0; i < hubs.size(); i++) {
          assertThat(seen(hubs.get(i).ports()))
              .as("seed %d, round %d, hub %d after a change of hub %d", seed, round, i, chosen)
              .isEqualTo(expected.get(i));
        }
      }
    } finally {
      hubs.forEach(OpenHub::close);
    }
  }
}
