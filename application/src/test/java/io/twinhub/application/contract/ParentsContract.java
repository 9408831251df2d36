package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which edge devices devices belong to: of a leaf its scope says it, of an edge device its parents' scopes. */
public abstract class ParentsContract extends PortContract {

  private Identity edge() {
    return create(IdentityRequest.withKeys(fresh()).placed(true, Optional.empty(), List.of()))
        .identity();
  }

  private Identity leafOf(Identity parent) {
    return create(IdentityRequest.withKeys(fresh()).placed(false, parent.deviceScope(), List.of()))
        .identity();
  }

  private static String scope(Identity edge) {
    return edge.deviceScope().orElseThrow();
  }

  private Identity updated(Identity device, boolean edge, String scope, List<String> parents) {
    IdentityRequest request = IdentityRequest.of(device).placed(edge, Optional.of(scope), parents);
    Identity after = hub().identities().update(request, IfMatch.any()).identity();
    assertThat(hub().identities().find(device.address()).orElseThrow().identity())
        .isEqualTo(after);
    return after;
  }

  private List<String> modules(Identity device) {
    return hub().identities().modules(device.address().deviceId()).stream()
        .map(module -> module.identity().address().moduleId().orElseThrow().value())
        .toList();
  }

  @Test
  void the_scope_of_a_leaf_is_its_parents() {
    Identity parent = edge();
    Identity leaf = leafOf(parent);
    assertThat(leaf.deviceScope()).contains(scope(parent));
    assertThat(leaf.parentScopes()).containsExactly(scope(parent));
    assertThat(twin(leaf.address()).root().parentScopes()).containsExactly(scope(parent));
  }

  @Test
  void a_leaf_is_taken_from_its_parent_whatever_its_parents_scopes_say() {
    Identity parent = edge();
    Identity leaf = leafOf(parent);
    Identity after = updated(leaf, false, "", List.of(scope(parent)));
    assertThat(after.deviceScope()).isEmpty();
    assertThat(after.parentScopes()).isEmpty();
    assertThat(twin(leaf.address()).root().deviceScope()).isEmpty();
  }

  @Test
  void a_leaf_moves_whatever_its_parents_scopes_say() {
    Identity parent = edge();
    Identity other = edge();
    Identity after = updated(leafOf(parent), false, scope(other), List.of(scope(parent)));
    assertThat(after.deviceScope()).contains(scope(other));
    assertThat(after.parentScopes()).containsExactly(scope(other));
  }

  @Test
  void an_edge_device_keeps_its_own_scope_and_has_the_parents_that_it_names() {
    Identity upper = edge();
    Identity lower = edge();
    Identity below = updated(lower, true, scope(lower), List.of(scope(upper)));
    assertThat(below.deviceScope()).isEqualTo(lower.deviceScope());
    assertThat(below.parentScopes()).containsExactly(scope(upper));
    assertThat(updated(below, true, scope(below), List.of()).parentScopes()).isEmpty();
  }

  @Test
  void a_device_that_becomes_an_edge_device_and_no_longer_is_one() {
    Identity parent = edge();
    Identity leaf = leafOf(parent);
    module(leaf.address(), "own");
    Identity edge = updated(leaf, true, scope(parent), List.of(scope(parent)));
    assertThat(edge.edge()).isTrue();
    assertThat(edge.deviceScope()).isPresent().isNotEqualTo(parent.deviceScope());
    assertThat(edge.parentScopes()).containsExactly(scope(parent));
    assertThat(modules(edge)).containsExactly("$edgeAgent", "$edgeHub", "own");
    assertThat(twin(TwinAddress.module(leaf.address().deviceId().value(), "$edgeHub"))
            .root()
            .credentials()
            .type())
        .isEqualTo("none");
    Identity again = updated(edge, false, scope(edge), List.of());
    assertThat(again.edge()).isFalse();
    assertThat(again.deviceScope()).isEmpty();
    assertThat(again.parentScopes()).isEmpty();
    assertThat(modules(again)).containsExactly("own");
    assertThat(twin(leaf.address()).root().edge()).isFalse();
  }

  @Test
  void a_device_that_stays_an_edge_device_does_not_get_back_what_was_deleted() {
    Identity edge = edge();
    hub()
        .identities()
        .delete(TwinAddress.module(edge.address().deviceId().value(), "$edgeHub"), IfMatch.any());
    updated(edge, true, scope(edge), List.of());
    assertThat(modules(edge)).containsExactly("$edgeAgent");
  }

  @Test
  void nobody_is_its_own_parent() {
    Identity upper = edge();
    Identity lower = edge();
    Identity lowest = edge();
    updated(lower, true, scope(lower), List.of(scope(upper)));
    updated(lowest, true, scope(lowest), List.of(scope(lower)));
    for (Identity parent : List.of(upper, lower, lowest)) {
      assertRefused(
          ErrorCode.INVALID_DEVICE_SCOPE,
          () -> updated(upper, true, scope(upper), List.of(scope(parent))));
    }
    Identity leaf = updated(lowest, false, "", List.of());
    assertRefused(
        ErrorCode.INVALID_DEVICE_SCOPE, () -> updated(leaf, false, scope(lowest), List.of()));
  }

  @Test
  void a_child_whose_parent_is_gone_can_be_changed_and_not_joined() {
    Identity parent = edge();
    Identity leaf = leafOf(parent);
    hub().identities().delete(parent.address(), IfMatch.any());
    assertThat(updated(leaf, false, scope(parent), List.of()).deviceScope())
        .isEqualTo(parent.deviceScope());
    assertRefused(ErrorCode.INVALID_DEVICE_SCOPE, () -> leafOf(parent));
  }

  @Test
  void a_module_has_no_place_of_its_own() {
    Identity parent = edge();
    TwinAddress scanner = moduleOf(device(), "scanner");
    Identity module = create(
            IdentityRequest.withKeys(scanner).placed(true, parent.deviceScope(), List.of("x")))
        .identity();
    assertThat(module.edge()).isFalse();
    assertThat(module.deviceScope()).isEmpty();
    assertThat(module.parentScopes()).isEmpty();
  }
}
