package io.twinhub.local.engine.transfer;

import io.twinhub.application.document.BulkDocument;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.transfer.TransferRequest;
import io.twinhub.local.engine.transfer.container.BlobOutput;
import io.twinhub.local.engine.transfer.container.Container;
import io.twinhub.local.engine.transfer.container.ContainerException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The file with the lines of an import that failed. It is written only if there are any. */
final class ErrorLog implements AutoCloseable {
  private final Container container;
  private Optional<BlobOutput> file = Optional.empty();
  private Optional<ContainerException> broken = Optional.empty();

  ErrorLog(Container container) {
    this.container = container;
  }

  /** Notes a failed line; called by several threads. A container that fails is told by {@link #commit}. */
  synchronized void add(long number, Optional<BulkOperation> line, HubError error) {
    if (broken.isPresent()) {
      return;
    }
    try {
      if (file.isEmpty()) {
        file = Optional.of(container.create(TransferRequest.ERRORS_NAME));
      }
      String text = JsonWriter.text(BulkDocument.failedLine(number, line, error)) + "\n";
      file.get().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (ContainerException failure) {
      broken = Optional.of(failure);
    }
  }

  /** Makes the file visible, if there is one. */
  synchronized void commit() throws ContainerException {
    if (broken.isPresent()) {
      throw broken.get();
    }
    if (file.isPresent()) {
      file.get().commit();
    }
  }

  @Override
  public synchronized void close() {
    file.ifPresent(BlobOutput::close);
  }
}
