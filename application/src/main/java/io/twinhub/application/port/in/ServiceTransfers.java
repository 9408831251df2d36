package io.twinhub.application.port.in;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferRequest;
import java.util.List;

/**
 * Import and export jobs for back ends. Each method needs the rights to read and to write identities, and
 * throws a {@link HubException} if the principal lacks one.
 */
public interface ServiceTransfers {

  /**
   * Accepts a job and begins it in the background.
   *
   * @throws HubException if another job is under way, a container cannot be used, or the job uses a folder
   *     and the principal is not the owner of the hub
   */
  Transfer start(Principal principal, TransferRequest request);

  /** The job. */
  Transfer get(Principal principal, String id);

  /** All jobs that are known, the newest first. */
  List<Transfer> list(Principal principal);

  /** Cancels a job; it has ended when this returns, or ends soon. */
  void cancel(Principal principal, String id);
}
