package io.twinhub.domain.transfer;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client asks of an import or export job.
 *
 * @param kind what to do
 * @param input where an import reads its file; an export has none
 * @param output where an export writes its file, and an import the list of lines that failed
 * @param blobName the name of the file that is read or written
 * @param excludeKeys whether an export leaves keys out
 */
public record TransferRequest(
    TransferKind kind,
    Optional<ContainerUri> input,
    ContainerUri output,
    String blobName,
    boolean excludeKeys) {
  /** The file that is read or written if the client names none. */
  public static final String BLOB_NAME = "devices.txt";

  /** The file with the lines of an import that failed. */
  public static final String ERRORS_NAME = "importErrors.log";

  /** The file that the job writes in its output container. */
  public String outputName() {
    return kind == TransferKind.IMPORT ? ERRORS_NAME : blobName;
  }

  /** The same request, of which nobody learns a secret. */
  public TransferRequest withoutSecrets() {
    return new TransferRequest(
        kind,
        input.map(ContainerUri::withoutSecret),
        output.withoutSecret(),
        blobName,
        excludeKeys);
  }

  /** Whether it reads or writes a folder of the machine that the hub runs on. */
  public boolean usesFolders() {
    return Stream.concat(input.stream(), Stream.of(output)).anyMatch(ContainerUri::isFolder);
  }
}
