package io.twinhub.local.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Counters that belong to the right label, and durations in the right bucket. */
class MetersTest {
  private final OperationMeters meters = new OperationMeters();

  private static Operation operation(OperationKind kind, Transport transport) {
    return new Operation(new Caller("c", transport), kind, Optional.empty(), "");
  }

  @ParameterizedTest
  @EnumSource(OperationKind.class)
  void each_kind_transport_and_outcome_has_a_counter_of_its_own(OperationKind kind) {
    Map<OperationMeters.Ending, Outcome> outcomes = new EnumMap<>(Map.of(
        OperationMeters.Ending.DONE, new Outcome.Done(""),
        OperationMeters.Ending.REFUSED, new Outcome.Refused(ErrorCode.THROTTLING, "r"),
        OperationMeters.Ending.MISSED, new Outcome.Missed("m")));
    List<OperationMeters.Count> expected = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      outcomes.forEach((ending, outcome) -> {
        int times = expected.size() + 1;
        for (int i = 0; i < times; i++) {
          meters.ended(operation(kind, transport), outcome);
        }
        expected.add(new OperationMeters.Count(kind, transport, ending, times));
      });
    }
    assertThat(meters.counts()).containsExactlyElementsOf(expected);
  }

  @Test
  void refusals_are_counted_by_their_error() {
    Operation read = operation(OperationKind.READ_TWIN, Transport.HTTPS);
    meters.ended(read, new Outcome.Refused(ErrorCode.THROTTLING, "r"));
    meters.ended(read, new Outcome.Done(""));
    assertThat(meters.refusals(ErrorCode.THROTTLING)).isEqualTo(1);
    assertThat(meters.refusals(ErrorCode.PRECONDITION_FAILED)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "100000,0", "100001,1", "250000,1", "30000000000,16", "30000000001,17"})
  void a_duration_counts_in_the_first_bucket_that_it_fits(long nanos, int bucket) {
    Durations durations = new Durations();
    durations.add(nanos);
    Durations.Histogram histogram = durations.histogram();
    for (int i = 0; i < histogram.counts().size(); i++) {
      assertThat(histogram.counts().get(i)).as("bucket " + i).isEqualTo(i < bucket ? 0 : 1);
    }
    assertThat(histogram.count()).isEqualTo(1);
    assertThat(histogram.nanos()).isEqualTo(nanos);
  }

  @Test
  void the_bounds_grow_and_are_one_fewer_than_the_counts() {
    Durations.Histogram histogram = new Durations().histogram();
    assertThat(histogram.bounds()).isSorted().doesNotHaveDuplicates();
    assertThat(histogram.counts()).hasSize(histogram.bounds().size() + 1);
  }

  @Test
  void commits_are_counted_with_their_proposals_and_failures_apart() {
    WriteMeters writes = new WriteMeters(() -> 7);
    writes.committed(TimeUnit.MILLISECONDS.toNanos(2), 5);
    writes.committed(TimeUnit.MILLISECONDS.toNanos(1), 3);
    writes.failed();
    assertThat(writes.commits().count()).isEqualTo(2);
    assertThat(writes.commits().nanos()).isEqualTo(3_000_000);
    assertThat(writes.proposals()).isEqualTo(8);
    assertThat(writes.failures()).isEqualTo(1);
    assertThat(writes.waiting()).isEqualTo(7);
  }
}
