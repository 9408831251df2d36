package io.twinhub.application.operation;

import io.twinhub.application.port.in.ServiceTransfers;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferRequest;
import java.util.List;

/**
 * Import and export jobs for back ends, behind the gate. What a job does to each device is no operation of its
 * own: a hub of a million devices would fill the journal many times over.
 */
public final class GatedTransfers implements ServiceTransfers {
  private final ServiceTransfers transfers;
  private final OperationGate gate;

  /** Leads to {@code transfers} through {@code gate}. */
  public GatedTransfers(ServiceTransfers transfers, OperationGate gate) {
    this.transfers = transfers;
    this.gate = gate;
  }

  @Override
  public Transfer start(Principal principal, TransferRequest request) {
    return gate.run(
        Operation.of(principal, OperationKind.START_TRANSFER)
            .with(request.kind().word()),
        () -> transfers.start(principal, request),
        Transfer::id);
  }

  @Override
  public Transfer get(Principal principal, String id) {
    return gate.run(
        Operation.of(principal, OperationKind.READ_TRANSFER).with(id),
        () -> transfers.get(principal, id),
        job -> job.status().word());
  }

  @Override
  public List<Transfer> list(Principal principal) {
    return gate.run(
        Operation.of(principal, OperationKind.READ_TRANSFER),
        () -> transfers.list(principal),
        found -> Counted.of(found.size(), "job"));
  }

  @Override
  public void cancel(Principal principal, String id) {
    gate.perform(
        Operation.of(principal, OperationKind.CANCEL_TRANSFER).with(id),
        () -> transfers.cancel(principal, id));
  }
}
