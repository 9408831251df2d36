package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What operations cost, in counts that are the same on every machine. */
class CostsTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 500;
  private static final int REPEATS = 8;

  /** How many writes the writer commits together. */
  private static final int BATCH = 32;

  /** Bytes that a report may allocate in all threads of the hub; a budget. It needs 5,240 to 5,950. */
  private static final long REPORT_BYTES_MAX = 6_500;

  /** Bytes that a device's read of its twin may allocate; a budget. It needs 3,160. */
  private static final long READ_BYTES_MAX = 3_600;

  private static ReportedPatch report(int number) {
    return new ReportedPatch(
        JsonText.parseObject("{\"counter\":%d}".formatted(number)), Optional.empty());
  }

  /** The threads that were there before the hub, whose work is not the hub's. */
  private final Set<Long> others = Arrays.stream(THREADS.getAllThreadIds())
      .filter(id -> id != Thread.currentThread().getId())
      .boxed()
      .collect(Collectors.toSet());

  /** What each thread of the hub, and this one, has allocated, by the thread's id. */
  private Map<Long, Long> allocated() {
    Map<Long, Long> bytes = new HashMap<>();
    for (long id : THREADS.getAllThreadIds()) {
      if (!others.contains(id)) {
        bytes.put(id, THREADS.getThreadAllocatedBytes(id));
      }
    }
    return bytes;
  }

  /**
   * The bytes that one run of {@code work} allocates in this thread and those of the hub: the least of
   * several measurements, since whatever else happens can only add to it.
   */
  private long bytes(Runnable work) {
    work.run();
    return IntStream.range(0, REPEATS)
        .mapToLong(repeat -> bytesOnce(work))
        .min()
        .orElseThrow();
  }

  private long bytesOnce(Runnable work) {
    Map<Long, Long> before = allocated();
    IntStream.range(0, ROUNDS).forEach(round -> work.run());
    return allocated().entrySet().stream()
            .mapToLong(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0L))
            .sum()
        / ROUNDS;
  }

  @Test
  void a_report_allocates_little() {
    try (HubFixture fixture = new HubFixture()) {
      fixture.register(ALPHA);
      DeviceConnection connection = fixture.connect(ALPHA);
      ReportedPatch report = report(7);
      assertThat(bytes(() -> connection.report(report))).isLessThan(REPORT_BYTES_MAX);
    }
  }

  @Test
  void a_read_allocates_little() {
    try (HubFixture fixture = new HubFixture()) {
      fixture.register(ALPHA);
      DeviceConnection connection = fixture.connect(ALPHA);
      connection.report(report(7));
      assertThat(bytes(connection::read)).isLessThan(READ_BYTES_MAX);
    }
  }

  @Test
  void many_reports_under_way_share_commits_and_the_last_state_is_written() throws Exception {
    HeldJournal journal = new HeldJournal();
    try (HubFixture fixture = new HubFixture(journal)) {
      fixture.register(ALPHA);
      DeviceConnection connection = fixture.connect(ALPHA);
      int before = journal.puts.get();
      journal.keepOut();
      CompletableFuture<Version> first = connection.reportLater(report(0));
      await().until(() -> journal.puts.get() == before + 1);
      List<CompletableFuture<Version>> others = IntStream.range(1, 2 * BATCH)
          .mapToObj(number -> connection.reportLater(report(number)))
          .toList();
      journal.letIn();
      for (int batch = 0; batch < 2; batch++) {
        CompletableFuture<Void> commit = journal.begun.poll(10, TimeUnit.SECONDS);
        assertThat(commit).isNotNull();
        commit.complete(null);
      }
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(new Version(2));
      for (int i = 0; i < others.size(); i++) {
        assertThat(others.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(new Version(i + 3));
      }
      assertThat(journal.puts)
          .as("one for the first, since nobody else waited, and one for each commit")
          .hasValue(before + 3);
    }
  }
}
