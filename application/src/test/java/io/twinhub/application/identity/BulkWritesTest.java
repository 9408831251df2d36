package io.twinhub.application.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.in.BulkOperation.Mode;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bulk requests: each entry for itself, in order. */
class BulkWritesTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress BETA = TwinAddress.device("beta");
  private static final TwinPatch NOTHING = new TwinPatch(SectionPatch.KEEP, SectionPatch.KEEP);
  private static final TwinPatch TAGS =
      TwinPatch.ofTags(JsonObject.builder().put("plant", "north").build());

  private final NotedHub hub = new NotedHub();
  private final BulkWrites bulk = new BulkWrites(hub, hub.twins());

  private static BulkOperation entry(Mode mode, TwinAddress address, TwinPatch twin) {
    return new BulkOperation(
        mode,
        IdentityRequest.withKeys(address),
        new IfMatch.Exactly("identity"),
        twin,
        new IfMatch.Exactly("twin"));
  }

  private List<BulkFailure> apply(BulkOperation... operations) {
    return bulk.apply(List.of(operations));
  }

  @Test
  void a_new_device_is_created_and_its_twin_written_if_the_entry_says_so() {
    assertThat(apply(entry(Mode.CREATE, ALPHA, NOTHING), entry(Mode.CREATE, BETA, TAGS)))
        .isEmpty();
    assertThat(hub.done).containsExactly("create alpha", "create beta", "patch beta if twin");
  }

  @Test
  void each_mode_does_what_its_name_says_under_the_entrys_condition() {
    hub.register(ALPHA);
    apply(entry(Mode.UPDATE, ALPHA, TAGS));
    apply(entry(Mode.UPDATE_TWIN, ALPHA, TAGS));
    apply(entry(Mode.CREATE_OR_UPDATE, ALPHA, TAGS));
    apply(entry(Mode.DELETE, ALPHA, NOTHING));
    apply(entry(Mode.CREATE_OR_UPDATE, ALPHA, TAGS));
    assertThat(hub.done)
        .containsExactly(
            "update alpha if identity",
            "patch alpha if twin",
            "update alpha if identity",
            "delete alpha if identity",
            "create alpha",
            "patch alpha if twin");
  }

  @Test
  void an_entry_that_fails_is_told_and_does_not_stop_the_rest() {
    hub.register(ALPHA);
    assertThat(apply(
            entry(Mode.CREATE, ALPHA, NOTHING),
            entry(Mode.UPDATE, BETA, NOTHING),
            entry(Mode.CREATE, TwinAddress.device("gamma"), NOTHING)))
        .containsExactly(
            new BulkFailure(ALPHA, Mode.CREATE, IdentityError.deviceExists(ALPHA.deviceId())),
            new BulkFailure(BETA, Mode.UPDATE, IdentityError.deviceNotFound(BETA.deviceId())));
    assertThat(hub.done).containsExactly("create gamma");
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "'', camera", "camera, ''", "camera, lidar"})
  void one_device_twice_refuses_all_be_it_for_modules(String first, String second) {
    assertThatThrownBy(() -> apply(
            entry(Mode.CREATE, ofAlpha(first), NOTHING),
            entry(Mode.DELETE, ofAlpha(second), NOTHING)))
        .hasMessage("device 'alpha' occurs more than once in the request");
    assertThat(hub.done).isEmpty();
  }

  @Test
  void a_hundred_entries_pass_and_one_more_refuses_all() {
    assertThat(bulk.apply(entries(100))).isEmpty();
    hub.done.clear();
    assertThatThrownBy(() -> bulk.apply(entries(101)))
        .hasMessage("a bulk request holds at most 100 entries, this one has 101");
    assertThat(hub.done).isEmpty();
  }

  private static TwinAddress ofAlpha(String module) {
    return module.isEmpty() ? ALPHA : TwinAddress.module("alpha", module);
  }

  private static List<BulkOperation> entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> entry(Mode.CREATE, TwinAddress.device("device-" + i), NOTHING))
        .toList();
  }
}
