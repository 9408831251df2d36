package io.twinhub.local.frontend.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets room for large requests, and in which order. */
class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(100);
  private final List<String> granted = new ArrayList<>();

  private ByteBudget.Claim claim(String name, long bytes) {
    ByteBudget.Claim claim = budget.newClaim();
    claim.whenFree(bytes, () -> granted.add(name));
    return claim;
  }

  @Test
  void claims_are_granted_at_once_while_they_fit() {
    claim("a", 60);
    claim("b", 40);
    assertThat(granted).containsExactly("a", "b");
    assertThat(budget.held()).isEqualTo(100);
  }

  @Test
  void who_waits_is_served_in_the_order_of_asking() {
    ByteBudget.Claim a = claim("a", 60);
    claim("b", 60);
    claim("c", 10);
    assertThat(granted).containsExactly("a");
    a.close();
    assertThat(granted).containsExactly("a", "b", "c");
  }

  @Test
  void nobody_grows_past_those_who_wait() {
    ByteBudget.Claim a = claim("a", 60);
    claim("b", 60);
    ByteBudget.Claim c = budget.newClaim();
    assertThat(c.resize(1)).isFalse();
    assertThat(a.resize(61)).isFalse();
    assertThat(a.resize(40)).isTrue();
    assertThat(granted).containsExactly("a", "b");
  }

  @Test
  void a_claim_that_does_not_fit_stays_as_it_was() {
    claim("a", 60);
    ByteBudget.Claim b = budget.newClaim();
    assertThat(b.resize(40)).isTrue();
    assertThat(b.resize(41)).isFalse();
    assertThat(budget.held()).isEqualTo(100);
  }

  @Test
  void a_claim_larger_than_the_budget_is_granted_alone() {
    ByteBudget.Claim a = claim("a", 1);
    claim("b", 101);
    assertThat(granted).containsExactly("a");
    a.close();
    assertThat(granted).containsExactly("a", "b");
  }

  @Test
  void a_claim_that_is_closed_while_it_waits_is_never_granted() {
    ByteBudget.Claim a = claim("a", 100);
    claim("b", 50).close();
    claim("c", 50);
    a.close();
    a.close();
    assertThat(granted).containsExactly("a", "c");
    assertThat(budget.held()).isEqualTo(50);
  }

  @Test
  void a_closed_claim_takes_nothing_more() {
    ByteBudget.Claim a = claim("a", 1);
    a.close();
    a.whenFree(1, () -> granted.add("again"));
    assertThat(a.resize(1)).isFalse();
    assertThat(granted).containsExactly("a");
    assertThat(budget.held()).isZero();
  }

  @Test
  void the_budget_of_a_process_is_an_eighth_of_its_heap() {
    ByteBudget.Claim claim = ByteBudget.ofHeap().newClaim();
    assertThat(claim.resize(Runtime.getRuntime().maxMemory() / 8)).isTrue();
  }
}
