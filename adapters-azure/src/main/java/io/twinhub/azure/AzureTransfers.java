package io.twinhub.azure;

import io.twinhub.application.port.out.Transfers;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.domain.document.TransferDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferError;
import io.twinhub.domain.transfer.TransferRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The import and export jobs of a hub over REST, like identities (ADR-0022). The SDK's client cannot list
 * jobs, and its jobs have no names of files.
 */
final class AzureTransfers implements Transfers {
  private final ServiceRest rest;

  AzureTransfers(ServiceRest rest) {
    this.rest = rest;
  }

  @Override
  public Transfer start(TransferRequest request) {
    RestCall create =
        RestCall.write("POST", rest.routes().transfers("/create"), TransferDocument.of(request));
    return TransferDocument.transfer(rest.send(create).object());
  }

  @Override
  public Optional<Transfer> find(String id) {
    return rest.find(RestCall.get(rest.routes().transfer(id)))
        .map(answer -> TransferDocument.transfer(answer.object()));
  }

  /** Azure promises no order, so the list is sorted here. */
  @Override
  public List<Transfer> list() {
    return rest.send(RestCall.get(rest.routes().transfers(""))).objects().stream()
        .filter(TransferDocument::isTransfer)
        .map(TransferDocument::transfer)
        .sorted(Comparator.comparing(Transfer::started).reversed())
        .toList();
  }

  @Override
  public void cancel(String id) {
    if (find(id).isEmpty()) {
      throw new HubException(TransferError.notFound(id));
    }
    rest.send(RestCall.delete(rest.routes().transfer(id)));
  }
}
