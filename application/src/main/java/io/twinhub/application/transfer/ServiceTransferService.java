package io.twinhub.application.transfer;

import io.twinhub.application.port.in.ServiceTransfers;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferError;
import io.twinhub.domain.transfer.TransferRequest;
import java.util.EnumSet;
import java.util.List;

/** Import and export jobs: checks the permission, then asks the hub. */
public final class ServiceTransferService implements ServiceTransfers {
  private final Transfers transfers;

  /** Starts jobs of {@code transfers}. */
  public ServiceTransferService(Transfers transfers) {
    this.transfers = transfers;
  }

  @Override
  public Transfer start(Principal principal, TransferRequest request) {
    require(principal);
    if (request.usesFolders() && !isOwner(principal)) {
      throw new HubException(AccessError.notAllowed(
          "%s may not use file: URIs; they need the policy iothubowner or all four permissions"
              .formatted(principal.name())));
    }
    return transfers.start(request);
  }

  /** A folder belongs to the machine and not to the hub, so less than everything is not enough. */
  private static boolean isOwner(Principal principal) {
    return principal instanceof Principal.Service service
        && service.permissions().containsAll(EnumSet.allOf(Permission.class));
  }

  @Override
  public Transfer get(Principal principal, String id) {
    require(principal);
    return transfers.find(id).orElseThrow(() -> new HubException(TransferError.notFound(id)));
  }

  @Override
  public List<Transfer> list(Principal principal) {
    require(principal);
    return transfers.list();
  }

  @Override
  public void cancel(Principal principal, String id) {
    require(principal);
    transfers.cancel(id);
  }

  private static void require(Principal principal) {
    principal.require(DataAction.DEVICES_READ);
    principal.require(DataAction.DEVICES_WRITE);
  }
}
