package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hubs one after the other on one file. */
class RestartTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress SCANNER = TwinAddress.module("alpha", "scanner");

  @TempDir
  private Path folder;

  private <R> R hub(Function<HubFixture, R> life) {
    try (HubFixture fixture = new HubFixture(SqliteJournal.open(folder.resolve("twins.db")))) {
      return life.apply(fixture);
    }
  }

  private static RegisteredIdentity identity(HubFixture fixture, TwinAddress address) {
    return fixture.hub.identities().find(address).orElseThrow();
  }

  @Test
  void identities_and_twins_are_as_they_were() {
    List<Object> before = hub(fixture -> {
      fixture.register(ALPHA);
      fixture.register(SCANNER);
      fixture.patchDesired(ALPHA, "{'a':{'b':1}}");
      fixture.patchDesired(SCANNER, "{'c':0.1}");
      fixture.patchDesired(ALPHA, "{'a':{'d':2}}");
      return List.of(
          fixture.twin(ALPHA),
          fixture.twin(SCANNER),
          identity(fixture, ALPHA),
          identity(fixture, SCANNER));
    });
    List<Object> after = hub(fixture -> List.of(
        fixture.twin(ALPHA),
        fixture.twin(SCANNER),
        identity(fixture, ALPHA),
        identity(fixture, SCANNER)));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void versions_and_etags_go_on() {
    Twin before = hub(fixture -> {
      fixture.register(ALPHA);
      return fixture.patchDesired(ALPHA, "{'a':1}");
    });
    Twin after = hub(fixture -> fixture.patchDesired(ALPHA, "{'a':2}"));
    assertThat(after.version()).isEqualTo(before.version().next());
    assertThat(after.desired().version()).isEqualTo(before.desired().version().next());
    assertThat(after.etag()).isNotEqualTo(before.etag());
  }

  @Test
  void a_device_is_disconnected_and_was_active_when_it_last_wrote() {
    hub(fixture -> {
      fixture.register(ALPHA);
      DeviceConnection device =
          fixture.hub.connections().open(ALPHA, "dtmi:com:example:Thermostat;1", reason -> {});
      fixture.clockMovesTo(HubFixture.NOON.plusSeconds(5));
      return device.report(ReportedPatch.of(HubFixture.object("{'t':1}")));
    });
    ConnectionState state = hub(fixture -> fixture.twin(ALPHA).root().connection());
    assertThat(state)
        .isEqualTo(new ConnectionState(
            false,
            HubFixture.NOON,
            HubFixture.NOON.plusSeconds(5),
            "dtmi:com:example:Thermostat;1"));
  }

  @Test
  void a_deleted_device_stays_deleted_and_takes_its_modules_along() {
    hub(fixture -> {
      fixture.register(ALPHA);
      fixture.register(SCANNER);
      fixture.hub.identities().delete(ALPHA, IfMatch.any());
      return fixture.register("beta");
    });
    List<Object> after = hub(fixture -> List.of(
        fixture.hub.identities().find(ALPHA),
        fixture.hub.identities().find(SCANNER),
        fixture.hub.identities().devices(10).size()));
    assertThat(after).containsExactly(Optional.empty(), Optional.empty(), 1);
  }

  @Test
  void a_generation_is_never_given_twice_even_if_the_clock_goes_back() {
    String first = hub(fixture -> {
      String generation = fixture.register(ALPHA).identity().generationId();
      fixture.hub.identities().delete(ALPHA, IfMatch.any());
      return generation;
    });
    String second = hub(fixture -> {
      fixture.clockMovesTo(Instant.parse("2001-01-01T00:00:00Z"));
      return fixture.register(ALPHA).identity().generationId();
    });
    assertThat(Long.parseLong(second)).isEqualTo(Long.parseLong(first) + 1);
  }

  @Test
  void an_edge_device_keeps_its_scope_and_its_modules() {
    Identity before = hub(fixture -> {
      IdentityRequest plain = IdentityRequest.withKeys(ALPHA);
      IdentityRequest edge = new IdentityRequest(
          ALPHA,
          plain.credentials(),
          plain.status(),
          Optional.of("on the roof"),
          true,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          IdentityAdditions.NONE);
      return fixture.hub.identities().create(edge).identity();
    });
    List<RegisteredIdentity> after = hub(fixture -> {
      List<RegisteredIdentity> all = new ArrayList<>();
      all.add(identity(fixture, ALPHA));
      all.addAll(fixture.hub.identities().modules(ALPHA.deviceId()));
      return all;
    });
    assertThat(after.get(0).identity()).isEqualTo(before);
    assertThat(after)
        .extracting(kept -> kept.identity().address().toString())
        .containsExactly("alpha", "alpha/$edgeAgent", "alpha/$edgeHub");
  }
}
