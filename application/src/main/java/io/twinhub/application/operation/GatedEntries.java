package io.twinhub.application.operation;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.application.port.out.OperationGate.Passage;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.operation.Operation;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The entries of one request, of which each is an operation: one that the gate refuses fails like one that
 * the hub refuses, and the others are carried out.
 *
 * @param gate what each passes
 * @param operation names an entry
 * @param failed the result of an entry that the gate refuses
 * @param error the refusal in a result, if it is one
 */
record GatedEntries<E, R>(
    OperationGate gate,
    Function<E, Operation> operation,
    BiFunction<E, HubError, R> failed,
    Function<R, Optional<HubError>> error) {

  /**
   * Carries out {@code entries}; the results are in their order.
   *
   * @param whole the request, which is an operation itself if it has too few or too many entries
   * @param work carries out those that the gate lets pass, and returns one result for each
   * @throws HubException if the request as a whole is refused
   */
  List<R> run(Operation whole, List<E> entries, Function<List<E>, List<R>> work) {
    if (entries.isEmpty() || entries.size() > DeviceIdentities.BULK_MAX) {
      return gate.run(whole, () -> work.apply(entries));
    }
    List<Entered<E, R>> entered = entries.stream().map(this::enter).toList();
    List<Entered<E, R>> passed =
        entered.stream().filter(entry -> entry.refused().isEmpty()).toList();
    Iterator<R> results = passed.isEmpty() ? Collections.emptyIterator() : carryOut(passed, work);
    return entered.stream()
        .map(entry -> entry.refused().orElseGet(results::next))
        .toList();
  }

  /** An entry at the gate: what it passes, or the result of its refusal. */
  private record Entered<E, R>(E entry, Passage passage, Optional<R> refused) {}

  private Entered<E, R> enter(E entry) {
    try {
      return new Entered<>(entry, gate.enter(operation.apply(entry)), Optional.empty());
    } catch (HubException refusal) {
      R result = failed.apply(entry, refusal.error());
      return new Entered<>(entry, Passage.UNNOTED, Optional.of(result));
    }
  }

  private Iterator<R> carryOut(List<Entered<E, R>> passed, Function<List<E>, List<R>> work) {
    List<R> results;
    try {
      results = work.apply(passed.stream().map(Entered::entry).toList());
    } catch (HubException refusal) {
      passed.forEach(entry -> entry.passage().refused(refusal));
      throw refusal;
    }
    Optional<ConnectionDropped> dropped = Optional.empty();
    for (int i = 0; i < results.size(); i++) {
      Optional<ConnectionDropped> now = end(passed.get(i).passage(), results.get(i));
      dropped = dropped.isPresent() ? dropped : now;
    }
    if (dropped.isPresent()) {
      throw dropped.get();
    }
    return results.iterator();
  }

  private Optional<ConnectionDropped> end(Passage passage, R result) {
    Optional<HubError> refusal = error.apply(result);
    try {
      refusal.map(HubException::new).ifPresentOrElse(passage::refused, () -> passage.done(""));
      return Optional.empty();
    } catch (ConnectionDropped dropped) {
      return Optional.of(dropped);
    }
  }
}
