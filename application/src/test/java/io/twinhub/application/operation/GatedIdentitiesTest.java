package io.twinhub.application.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.hint.Hints;
import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each entry of a bulk request is an operation, and ends for itself. */
class GatedIdentitiesTest {
  private static final Principal WHO = new Principal.Service("p", Set.of());

  private final ScriptedGate gate = new ScriptedGate();
  private final BulkOnly hub = new BulkOnly();
  private final GatedIdentities identities = new GatedIdentities(hub, gate, Hints.none());

  private static BulkOperation entry(String id, BulkOperation.Mode mode) {
    return new BulkOperation(
        mode,
        IdentityRequest.withKeys(TwinAddress.device(id)),
        IfMatch.any(),
        new TwinPatch(SectionPatch.KEEP, SectionPatch.KEEP),
        IfMatch.any());
  }

  private static List<BulkOperation> creations(String... ids) {
    return List.of(ids).stream().map(id -> entry(id, BulkOperation.Mode.CREATE)).toList();
  }

  private static List<String> texts(List<BulkFailure> failures) {
    return failures.stream()
        .map(failure -> failure.address() + ": " + failure.error().message())
        .toList();
  }

  @Test
  void an_entry_that_the_gate_refuses_fails_and_the_others_are_carried_out_in_order() {
    gate.refuse("b");
    hub.fail("c", "the hub does not want it");
    assertThat(texts(identities.bulk(WHO, creations("a", "b", "c", "d"))))
        .containsExactly("b: too many", "c: the hub does not want it");
    assertThat(hub.asked()).containsExactly("a", "c", "d");
    assertThat(gate.noted())
        .containsExactly(
            "b create-identity (bulk create) refused at the gate",
            "a create-identity (bulk create) done",
            "c create-identity (bulk create) refused: the hub does not want it",
            "d create-identity (bulk create) done");
  }

  @Test
  void entries_are_named_after_what_they_ask_for() {
    identities.bulk(
        WHO,
        List.of(
            entry("a", BulkOperation.Mode.CREATE),
            entry("b", BulkOperation.Mode.UPDATE),
            entry("c", BulkOperation.Mode.CREATE_OR_UPDATE),
            entry("d", BulkOperation.Mode.DELETE),
            entry("e", BulkOperation.Mode.UPDATE_TWIN)));
    assertThat(gate.noted())
        .containsExactly(
            "a create-identity (bulk create) done",
            "b update-identity (bulk update) done",
            "c update-identity (bulk createOrUpdate) done",
            "d delete-identity (bulk delete) done",
            "e patch-twin (bulk updateTwin) done");
  }

  @Test
  void a_request_that_is_refused_as_a_whole_is_refused_for_each_entry() {
    hub.refuse(HubError.of(ErrorCode.IOT_HUB_UNAUTHORIZED_ACCESS, "not allowed"));
    assertThatThrownBy(() -> identities.bulk(WHO, creations("a", "b")))
        .isInstanceOf(HubException.class);
    assertThat(gate.noted())
        .containsExactly(
            "a create-identity (bulk create) refused: not allowed",
            "b create-identity (bulk create) refused: not allowed");
  }

  @Test
  void a_request_with_too_many_entries_is_one_operation() {
    String[] ids = IntStream.range(0, 101).mapToObj(i -> "d" + i).toArray(String[]::new);
    hub.refuse(HubError.of(ErrorCode.ARGUMENT_INVALID, "at most 100"));
    assertThatThrownBy(() -> identities.bulk(WHO, creations(ids))).isInstanceOf(HubException.class);
    assertThat(gate.noted())
        .containsExactly("* update-identity (bulk of 101 entries) refused: at most 100");
  }

  @Test
  void if_the_gate_refuses_every_entry_the_hub_is_not_asked() {
    gate.refuse("a");
    assertThat(texts(identities.bulk(WHO, creations("a")))).containsExactly("a: too many");
    assertThat(hub.asked()).isEmpty();
  }

  @Test
  void a_connection_that_is_dropped_after_one_entry_is_dropped_when_all_are_done() {
    gate.dropAfter("a");
    assertThatThrownBy(() -> identities.bulk(WHO, creations("a", "b")))
        .isInstanceOf(ConnectionDropped.class);
    assertThat(hub.asked()).containsExactly("a", "b");
    assertThat(gate.noted())
        .containsExactly(
            "a create-identity (bulk create) dropped", "b create-identity (bulk create) done");
  }
}
