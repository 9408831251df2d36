package io.twinhub.application.inprocess;

import io.twinhub.application.port.in.ServiceTransfers;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferRequest;
import java.util.List;
import java.util.Optional;

/** Import and export jobs for a program in the process of the hub. */
final class ProgramTransfers implements Transfers {
  private final ServiceTransfers transfers;

  ProgramTransfers(ServiceTransfers transfers) {
    this.transfers = transfers;
  }

  @Override
  public Transfer start(TransferRequest request) {
    return transfers.start(InProcessPorts.PROGRAM, request);
  }

  @Override
  public Optional<Transfer> find(String id) {
    try {
      return Optional.of(transfers.get(InProcessPorts.PROGRAM, id));
    } catch (HubException missing) {
      if (missing.code() == ErrorCode.JOB_NOT_FOUND) {
        return Optional.empty();
      }
      throw missing;
    }
  }

  @Override
  public List<Transfer> list() {
    return transfers.list(InProcessPorts.PROGRAM);
  }

  @Override
  public void cancel(String id) {
    transfers.cancel(InProcessPorts.PROGRAM, id);
  }
}
