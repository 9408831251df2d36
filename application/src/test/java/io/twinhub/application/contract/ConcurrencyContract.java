package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.property.Version;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Many at once: of those that know one etag one wins, and nobody's write is lost. */
public abstract class ConcurrencyContract extends PortContract {
  private static JsonObject object(String name, JsonObject inner) {
    return JsonObject.of(name, inner);
  }

  /** Whether {@code write} was carried out, and not refused with {@code refused}. */
  private static boolean won(ErrorCode refused, Runnable write) {
    try {
      write.run();
      return true;
    } catch (HubException refusal) {
      assertThat(refusal.code()).isEqualTo(refused);
      return false;
    }
  }

  /** Of writers who all try at once, one is not refused. */
  private static void assertOneWins(ErrorCode refused, IntConsumer write) {
    assertThat(Writers.together(writer -> won(refused, () -> write.accept(writer))))
        .filteredOn(won -> won)
        .hasSize(1);
  }

  private static void untilWon(BooleanSupplier attempt) {
    while (!attempt.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static long count(JsonObject values) {
    return values.find("count").orElseThrow() instanceof JsonNumber number
        ? number.longValue()
        : -1;
  }

  private IfMatch identityEtag(TwinAddress device) {
    return new IfMatch.Exactly(
        hub().identities().find(device).orElseThrow().identity().etag().value());
  }

  @Test
  void of_many_writers_with_one_etag_one_wins() {
    TwinAddress device = device();
    IfMatch first = only(twin(device));
    assertOneWins(
        ErrorCode.PRECONDITION_FAILED,
        writer -> hub().twins().patch(device, TwinPatch.ofTags(number("winner", writer)), first));
  }

  @Test
  void writers_that_read_and_write_under_an_etag_lose_no_update() {
    TwinAddress device = device();
    patchTags(device, JsonObject.builder().put("count", 0).build());
    int rounds = 5;
    Writers.together(writer -> {
      for (int round = 0; round < rounds; round++) {
        increment(device);
      }
      return true;
    });
    assertThat(twin(device).tags().values().find("count"))
        .contains(JsonNumber.of((long) rounds * Writers.COUNT));
  }

  private void increment(TwinAddress device) {
    untilWon(() -> {
      Twin read = twin(device);
      TwinPatch next = TwinPatch.ofTags(number("count", count(read.tags().values()) + 1));
      return won(
          ErrorCode.PRECONDITION_FAILED, () -> hub().twins().patch(device, next, only(read)));
    });
  }

  @Test
  void writers_of_different_properties_do_not_lose_one_anothers() {
    TwinAddress device = device();
    Writers.together(writer -> patchDesired(
        device, object("shared", JsonObject.builder().put("w" + writer, writer).build())));
    Twin after = twin(device);
    assertThat(after.desired().version()).isEqualTo(new Version(1L + Writers.COUNT));
    assertThat(after.desired().values().find("shared").orElseThrow())
        .isInstanceOfSatisfying(
            JsonObject.class, shared -> assertThat(shared.size()).isEqualTo(Writers.COUNT));
  }

  @Test
  void of_many_who_register_one_device_one_does() {
    TwinAddress address = fresh();
    assertOneWins(
        ErrorCode.DEVICE_ALREADY_EXISTS, writer -> create(IdentityRequest.withKeys(address)));
  }

  @Test
  void of_many_who_change_an_identity_under_one_etag_one_does() {
    TwinAddress device = device();
    IfMatch first = identityEtag(device);
    assertOneWins(
        ErrorCode.PRECONDITION_FAILED,
        writer -> hub().identities().update(IdentityRequest.withKeys(device), first));
  }

  @Test
  void of_many_who_delete_a_device_under_one_etag_one_does() {
    TwinAddress device = device();
    IfMatch first = identityEtag(device);
    assertOneWins(ErrorCode.DEVICE_NOT_FOUND, writer -> hub().identities().delete(device, first));
    assertThat(hub().twins().find(device)).isEmpty();
  }

  @Test
  void a_device_and_its_back_end_write_at_once_and_lose_nothing() {
    TwinAddress device = device();
    int rounds = 5;
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      Writers.together(writer -> {
        for (int round = 0; round < rounds; round++) {
          if (writer % 2 == 0) {
            connection.report(ReportedPatch.of(number("r%d-%d".formatted(writer, round), round)));
          } else {
            patchDesired(device, number("d%d-%d".formatted(writer, round), round));
          }
        }
        return true;
      });
      DeviceTwin read = connection.read();
      int writes = rounds * Writers.COUNT / 2;
      assertThat(read.reported().size()).isEqualTo(writes);
      assertThat(read.desired().size()).isEqualTo(writes);
      assertThat(read.reportedVersion()).isEqualTo(new Version(1L + writes));
      assertThat(read.desiredVersion()).isEqualTo(new Version(1L + writes));
    }
  }

  @Test
  void reports_under_a_version_lose_no_update() {
    TwinAddress device = device();
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      connection.report(ReportedPatch.of(number("count", 0)));
      Writers.together(writer -> {
        untilWon(() -> {
          DeviceTwin read = connection.read();
          JsonObject next =
              number("count", count(read.reported()) + 1).with("by", JsonNumber.of(writer));
          ReportedPatch report = new ReportedPatch(next, Optional.of(read.reportedVersion()));
          return won(ErrorCode.PRECONDITION_FAILED, () -> connection.report(report));
        });
        return true;
      });
      assertThat(count(connection.read().reported())).isEqualTo(Writers.COUNT);
    }
  }
}
