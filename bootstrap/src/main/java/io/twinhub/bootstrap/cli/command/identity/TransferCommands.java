package io.twinhub.bootstrap.cli.command.identity;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.document.TransferDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.transfer.ContainerUri;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferKind;
import io.twinhub.domain.transfer.TransferRequest;
import io.twinhub.domain.transfer.TransferStatus;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Import and export jobs of a hub, from and to containers of blobs. */
final class TransferCommands {
  /** How often to ask how far a job is. */
  private static final long LOOK_EVERY_MILLIS = 200;

  private TransferCommands() {}

  /** A command that starts a job. */
  abstract static class TransferCommand extends HubCommand {
    @Option(
        names = "--wait",
        description =
            "Return at the end of the job, with exit code 1 if it failed or was cancelled.")
    private boolean waits;

    void start(TransferRequest request) {
      HubApi hub = options.hub();
      JsonValue body = TransferDocument.of(request);
      JsonValue job =
          hub.send("POST", "/jobs/create", Optional.empty(), Optional.of(body)).body();
      if (!waits) {
        options.print(job);
        return;
      }
      Transfer seen = transfer(job);
      while (!seen.status().isOver()) {
        pause();
        String path = "/jobs/" + HubApi.segment(seen.id());
        job = hub.send("GET", path, Optional.empty()).body();
        seen = transfer(job);
      }
      options.print(job);
      if (seen.status() != TransferStatus.COMPLETED) {
        throw CommandFailure.refused("the job is %s: %s"
            .formatted(seen.status().word(), seen.failureReason().orElse("no reason was given")));
      }
    }

    static ContainerUri container(String option, String text) {
      try {
        return ContainerUri.parse(option + ":", text);
      } catch (HubException noUri) {
        throw CommandFailure.usage(String.valueOf(noUri.getMessage()));
      }
    }

    private static Transfer transfer(JsonValue job) {
      return TransferDocument.transfer(
          job instanceof JsonObject object ? object : JsonObject.EMPTY);
    }

    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw CommandFailure.refused("interrupted; the job goes on");
      }
    }
  }

  @Command(
      name = "export",
      description = "Starts a job that writes all devices, modules and twins to a container.")
  static final class Export extends TransferCommand {
    @Option(
        names = {"--blob-container-uri", "--bcu"},
        required = true,
        paramLabel = "URI",
        description =
            "The container with a SAS that allows writing, or file:///FOLDER; the file there is"
                + " devices.txt.")
    private String container = "";

    @Option(
        names = {"--include-keys", "--ik"},
        description = "Write keys too.")
    private boolean keys;

    @Override
    public void run() {
      start(new TransferRequest(
          TransferKind.EXPORT,
          Optional.empty(),
          container("--blob-container-uri", container),
          TransferRequest.BLOB_NAME,
          !keys));
    }
  }

  @Command(
      name = "import",
      description = "Starts a job that reads devices, modules and twins from a container.")
  static final class Import extends TransferCommand {
    @Option(
        names = {"--input-blob-container-uri", "--ibcu"},
        required = true,
        paramLabel = "URI",
        description =
            "The container with a SAS that allows reading, or file:///FOLDER; the file there is"
                + " devices.txt.")
    private String input = "";

    @Option(
        names = {"--output-blob-container-uri", "--obcu"},
        required = true,
        paramLabel = "URI",
        description =
            "The container with a SAS that allows writing, or file:///FOLDER; lines that failed"
                + " are listed there in importErrors.log.")
    private String output = "";

    @Override
    public void run() {
      start(new TransferRequest(
          TransferKind.IMPORT,
          Optional.of(container("--input-blob-container-uri", input)),
          container("--output-blob-container-uri", output),
          TransferRequest.BLOB_NAME,
          false));
    }
  }
}
