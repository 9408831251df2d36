package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Queries: whole twins and projections, pages, and what was written is found. */
public abstract class QueryEngineContract extends PortContract {
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(1);

  private final AtomicInteger sets = new AtomicInteger();

  /** A tag value that no other test uses. */
  private String freshSet() {
    return "set-" + sets.incrementAndGet() + "-" + fresh().deviceId();
  }

  private TwinAddress member(String set, long rank) {
    TwinAddress device = device();
    patchTags(device, JsonObject.builder().put("set", set).put("rank", rank).build());
    String self = "SELECT deviceId FROM devices WHERE deviceId = '%s' AND tags.set = '%s'"
        .formatted(device.deviceId(), set);
    untilFound(() -> all(self).rows().size() == 1);
    return device;
  }

  /** Where queries answer from a copy, waits until it holds what was written; elsewhere not at all. */
  private void untilFound(BooleanSupplier found) {
    Instant end = Instant.now().plus(hub().queryLag());
    while (Instant.now().isBefore(end) && !found.getAsBoolean()) {
      LockSupport.parkNanos(ASKED_AGAIN_AFTER.toNanos());
    }
  }

  private QueryPage page(String text, int size, Optional<ContinuationToken> from) {
    return hub().queries().run(new QueryText(text), new PageSize(size), from);
  }

  private QueryPage all(String text) {
    return page(text, PageSize.MAX, Optional.empty());
  }

  private static JsonValue text(String value) {
    return new JsonString(value);
  }

  @Test
  void whole_twins_are_found_by_a_tag_as_the_registry_reads_them() {
    String set = freshSet();
    TwinAddress device = member(set, 1);
    member(freshSet(), 1);
    QueryPage page = all("SELECT * FROM devices WHERE tags.set = '%s'".formatted(set));
    assertThat(page.type()).isEqualTo(QueryPage.RowType.TWIN);
    assertThat(page.rows()).containsExactly(TwinDocument.of(twin(device)));
    assertThat(page.next()).isEmpty();
  }

  @Test
  void a_query_without_a_match_has_one_empty_page() {
    QueryPage page = all("SELECT * FROM devices WHERE tags.set = '%s'".formatted(freshSet()));
    assertThat(page.rows()).isEmpty();
    assertThat(page.next()).isEmpty();
  }

  @Test
  void a_projection_names_its_columns() {
    String set = freshSet();
    TwinAddress device = member(set, 7);
    QueryPage page =
        all("SELECT deviceId, tags.rank AS rank FROM devices WHERE tags.set = '%s'".formatted(set));
    assertThat(page.type()).isEqualTo(QueryPage.RowType.RAW);
    assertThat(page.rows())
        .containsExactly(JsonObject.builder()
            .put("deviceId", device.deviceId().value())
            .put("rank", 7)
            .build());
  }

  @Test
  void an_aggregate_counts() {
    String set = freshSet();
    member(set, 1);
    member(set, 2);
    QueryPage page =
        all("SELECT COUNT() AS total FROM devices WHERE tags.set = '%s'".formatted(set));
    assertThat(page.rows()).containsExactly(JsonObject.of("total", JsonNumber.of(2)));
  }

  @Test
  void comparisons_and_logic_choose_rows() {
    String set = freshSet();
    member(set, 1);
    TwinAddress second = member(set, 2);
    TwinAddress third = member(set, 3);
    QueryPage page = all(
        "SELECT deviceId FROM devices WHERE tags.set = '%s' AND (tags.rank > 1 OR tags.rank IN [3])"
            .formatted(set));
    assertThat(page.rows())
        .extracting(row -> row.find("deviceId").orElseThrow())
        .containsExactlyInAnyOrder(
            text(second.deviceId().value()), text(third.deviceId().value()));
  }

  @Test
  void pages_bring_each_row_once_and_the_last_has_no_next() {
    String set = freshSet();
    List<JsonValue> expected = new ArrayList<>();
    for (int rank = 0; rank < 5; rank++) {
      expected.add(text(member(set, rank).deviceId().value()));
    }
    String query = "SELECT deviceId FROM devices WHERE tags.set = '%s'".formatted(set);
    List<JsonValue> found = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    Optional<ContinuationToken> from = Optional.empty();
    do {
      QueryPage page = page(query, 2, from);
      sizes.add(page.rows().size());
      page.rows().forEach(row -> found.add(row.find("deviceId").orElseThrow()));
      from = page.next();
    } while (from.isPresent());
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(sizes).containsExactly(2, 2, 1);
  }

  @Test
  void a_full_last_page_has_no_next() {
    String set = freshSet();
    member(set, 1);
    member(set, 2);
    QueryPage page =
        page("SELECT * FROM devices WHERE tags.set = '%s'".formatted(set), 2, Optional.empty());
    assertThat(page.rows()).hasSize(2);
    assertThat(page.next()).isEmpty();
  }

  @Test
  void what_was_written_or_deleted_before_the_query_counts() {
    String set = freshSet();
    TwinAddress device = member(set, 1);
    patchDesired(device, JsonObject.builder().put("mode", "eco").build());
    String query =
        "SELECT deviceId FROM devices WHERE tags.set = '%s' AND properties.desired.mode = 'eco'"
            .formatted(set);
    untilFound(() -> all(query).rows().size() == 1);
    assertThat(all(query).rows()).hasSize(1);
    hub().identities().delete(device, IfMatch.any());
    untilFound(() -> all(query).rows().isEmpty());
    assertThat(all(query).rows()).isEmpty();
  }

  @Test
  void modules_are_a_collection_of_their_own() {
    String set = freshSet();
    TwinAddress scanner = module(member(set, 1), "scanner");
    patchTags(scanner, JsonObject.builder().put("set", set).build());
    String modules = "SELECT * FROM devices.modules WHERE tags.set = '%s'".formatted(set);
    untilFound(() -> all(modules).rows().size() == 1);
    QueryPage page = all(modules);
    assertThat(page.rows()).containsExactly(TwinDocument.of(twin(scanner)));
  }

  @Test
  void a_text_that_is_no_query_is_refused() {
    assertRefused(ErrorCode.ARGUMENT_INVALID, () -> all("SELECT * FROM devices WHERE"));
    assertRefused(ErrorCode.ARGUMENT_INVALID, () -> all("please list all devices"));
  }

  @Test
  void a_token_that_no_page_gave_is_refused() {
    assertRefused(
        ErrorCode.ARGUMENT_INVALID,
        () -> page(
            "SELECT * FROM devices", 1, Optional.of(new ContinuationToken("bm90IGEgdG9rZW4="))));
  }
}
