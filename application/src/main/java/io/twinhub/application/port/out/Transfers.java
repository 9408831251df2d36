package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferRequest;
import java.util.List;
import java.util.Optional;

/** Import and export jobs of a hub, which move all its identities and twins. One runs at a time. */
public interface Transfers {

  /**
   * Accepts a job and begins it in the background. The containers have been tried when this returns.
   *
   * @throws HubException if another job is under way, or a container cannot be read or written
   */
  Transfer start(TransferRequest request);

  /** The job, if it is known; a hub forgets jobs some time after their end. */
  Optional<Transfer> find(String id);

  /** All jobs that are known, the newest first. */
  List<Transfer> list();

  /**
   * Cancels a job. What it has done so far stays.
   *
   * @throws HubException if the job is not known or has ended
   */
  void cancel(String id);
}
