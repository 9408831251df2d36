package io.twinhub.application.operation;

import io.twinhub.application.hint.Hints;
import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import java.util.Optional;

/** Queries for back ends, behind the gate. */
public final class GatedQueries implements TwinQueries {
  private final TwinQueries queries;
  private final OperationGate gate;
  private final Hints hints;

  /** Leads to {@code queries} through {@code gate}. */
  public GatedQueries(TwinQueries queries, OperationGate gate, Hints hints) {
    this.queries = queries;
    this.gate = gate;
    this.hints = hints;
  }

  @Override
  public QueryPage run(
      Principal principal, QueryText text, PageSize size, Optional<ContinuationToken> from) {
    Operation operation = Operation.of(principal, OperationKind.QUERY).with(text.value());
    return gate.run(
        operation,
        () -> queries.run(principal, text, size, from),
        page ->
            Counted.of(page.results().size(), "row") + (page.next().isPresent() ? " and more" : ""),
        page -> hints.answered(operation.caller(), page));
  }
}
