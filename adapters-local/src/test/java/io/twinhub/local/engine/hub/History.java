package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.twin.Etag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What clients did to one twin and when, and whether one order explains it: each write takes effect at
 * one moment between its beginning and its end, each read shows the state of one moment between its own,
 * and a write under a condition succeeds if and only if the twin had that etag at its moment.
 */
final class History {
  private final ConcurrentLinkedQueue<Operation> operations = new ConcurrentLinkedQueue<>();

  /** What an operation was. */
  enum Kind {
    /** Showed {@code etag}. */
    READ,
    /** Required {@code base}, made {@code etag}. */
    WRITE,
    /** Required {@code base}, which was not there. */
    REFUSED
  }

  /** One operation, from when to when, in nanoseconds. */
  record Operation(Kind kind, Etag base, Etag etag, long begun, long ended) {}

  void add(Operation operation) {
    operations.add(operation);
  }

  /** How many operations of a kind there were. */
  long count(Kind kind) {
    return operations.stream().filter(operation -> operation.kind() == kind).count();
  }

  /** Fails if no order explains what was seen; {@code first} is the state before all of it. */
  void assertLinearizable(Etag first) {
    List<Operation> writes = chain(first);
    long earliest = Long.MIN_VALUE;
    Etag state = first;
    for (Operation write : writes) {
      earliest = Math.max(earliest, Math.max(write.begun(), latestBeginningOf(state)));
      long latest = Math.min(write.ended(), earliestEndAfter(state, writes));
      assertThat(earliest).as("the moment of %s", write).isLessThanOrEqualTo(latest);
      state = write.etag();
    }
    assertThat(operations)
        .allMatch(operation -> operation.kind() == Kind.REFUSED
            || operation.etag().equals(first)
            || writes.stream().anyMatch(write -> write.etag().equals(operation.etag())));
  }

  /** The writes in the order that their conditions say; none is left over, so none was lost. */
  private List<Operation> chain(Etag first) {
    List<Operation> writes = operations.stream()
        .filter(operation -> operation.kind() == Kind.WRITE)
        .sorted(Comparator.comparing(Operation::ended))
        .toList();
    List<Operation> chain = new ArrayList<>();
    Etag state = first;
    while (chain.size() < writes.size()) {
      Etag base = state;
      List<Operation> next =
          writes.stream().filter(write -> write.base().equals(base)).toList();
      assertThat(next).as("writes that succeeded on %s", base).hasSize(1);
      chain.add(next.get(0));
      state = next.get(0).etag();
    }
    return chain;
  }

  /** A state was still there when the last read of it began. */
  private long latestBeginningOf(Etag state) {
    return operations.stream()
        .filter(operation -> operation.kind() == Kind.READ && operation.etag().equals(state))
        .mapToLong(Operation::begun)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** It was gone when the first read of a later one ended, and the first refusal of who wanted it. */
  private long earliestEndAfter(Etag state, List<Operation> writes) {
    List<Etag> states = writes.stream().map(Operation::etag).toList();
    Set<Etag> after = Set.copyOf(states.subList(states.indexOf(state) + 1, states.size()));
    return operations.stream()
        .filter(operation -> operation.kind() == Kind.REFUSED
            ? operation.base().equals(state)
            : operation.kind() == Kind.READ && after.contains(operation.etag()))
        .mapToLong(Operation::ended)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
