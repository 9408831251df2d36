package io.twinhub.domain.document;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.transfer.ContainerUri;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferError;
import io.twinhub.domain.transfer.TransferKind;
import io.twinhub.domain.transfer.TransferRequest;
import io.twinhub.domain.transfer.TransferStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Import and export jobs as JSON: requests, answers, and what a hub keeps of a job. Answers hold the URIs of
 * containers without their query, since it is a secret. Source: Azure's OpenAPI file, JobProperties.
 */
public final class TransferDocument {
  private static final String JOB_ID = "jobId";
  private static final String INPUT = "inputBlobContainerUri";
  private static final String OUTPUT = "outputBlobContainerUri";
  private static final String INPUT_NAME = "inputBlobName";
  private static final String OUTPUT_NAME = "outputBlobName";
  private static final String EXCLUDE_KEYS = "excludeKeysInExport";
  private static final String LOGIN = "storageAuthenticationType";
  private static final String BY_KEY = "keyBased";
  private static final String CONFIGURATIONS = "includeConfigurations";
  private static final String STARTED = "startTimeUtc";
  private static final String ENDED = "endTimeUtc";
  private static final String PROGRESS = "progress";
  private static final String REASON = "failureReason";

  /** Stands for a container that an answer leaves out. */
  private static final String NOT_SHOWN = "https://not.shown.invalid/not-shown";

  private TransferDocument() {}

  /**
   * The job that a body asks for. An id in it is ignored, since the hub makes it.
   *
   * @throws HubException naming the member that is wrong or missing
   */
  public static TransferRequest request(JsonObject body) {
    Members members = Members.of(body);
    TransferKind kind = kind(members);
    requireKeyBased(members);
    if (members.flag(CONFIGURATIONS)) {
      throw new HubException(HubError.of(
          ErrorCode.NOT_IMPLEMENTED,
          "import and export jobs of this hub do not move configurations yet; leave out "
              + CONFIGURATIONS));
    }
    return new TransferRequest(
        kind,
        kind == TransferKind.IMPORT ? Optional.of(container(members, INPUT)) : Optional.empty(),
        container(members, OUTPUT),
        blobName(members, kind == TransferKind.IMPORT ? INPUT_NAME : OUTPUT_NAME),
        members.flag(EXCLUDE_KEYS));
  }

  private static TransferKind kind(Members members) {
    String word = members.filledText(DocumentNames.TYPE).orElse("");
    return Arrays.stream(TransferKind.values())
        .filter(kind -> kind.word().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() -> members.invalid(DocumentNames.TYPE, "must be import or export"));
  }

  private static void requireKeyBased(Members members) {
    String login = members.filledText(LOGIN).orElse(BY_KEY);
    if (!login.equalsIgnoreCase(BY_KEY)) {
      throw members.invalid(
          LOGIN,
          "is '%s', but this hub has no identity of its own; use %s and a URI with a SAS"
              .formatted(ClientText.shown(login), BY_KEY));
    }
  }

  private static ContainerUri container(Members members, String name) {
    String text = members
        .filledText(name)
        .orElseThrow(() -> new HubException(RequestError.missing(name + " is missing")));
    return ContainerUri.parse(name, text);
  }

  private static String blobName(Members members, String name) {
    String blob = members.filledText(name).orElse(TransferRequest.BLOB_NAME);
    if (!ContainerUri.isBlobName(blob)) {
      throw new HubException(TransferError.badUri(
          name,
          "is not the name of a blob: it has 1 to 1024 characters without backslashes, and its"
              + " segments are not empty and do not consist of dots"));
    }
    return blob;
  }

  /** The body that asks for a job, with the secrets that the hub needs. */
  public static JsonObject of(TransferRequest request) {
    JsonObject.Builder body =
        JsonObject.builder().put(DocumentNames.TYPE, request.kind().word());
    request.input().ifPresent(input -> body.put(INPUT, input.whole()));
    body.put(OUTPUT, request.output().whole());
    putName(body, request);
    return body.put(EXCLUDE_KEYS, request.excludeKeys()).put(LOGIN, BY_KEY).build();
  }

  private static void putName(JsonObject.Builder body, TransferRequest request) {
    body.put(request.kind() == TransferKind.IMPORT ? INPUT_NAME : OUTPUT_NAME, request.blobName());
  }

  /** The answer about a job, without secrets; also what a hub keeps of it. */
  public static JsonObject of(Transfer job) {
    TransferRequest request = job.request();
    JsonObject.Builder document = JsonObject.builder()
        .put(JOB_ID, job.id())
        .put(STARTED, HubTime.text(job.started()))
        .put(DocumentNames.TYPE, request.kind().word())
        .put(DocumentNames.STATUS, job.status().word())
        .put(PROGRESS, job.progress());
    job.ended().ifPresent(end -> document.put(ENDED, HubTime.text(end)));
    request.input().ifPresent(input -> document.put(INPUT, input.toString()));
    document.put(OUTPUT, request.output().toString());
    putName(document, request);
    document.put(EXCLUDE_KEYS, request.excludeKeys()).put(LOGIN, BY_KEY);
    job.failureReason().ifPresent(reason -> document.put(REASON, reason));
    return document.build();
  }

  /** Whether a document is about an import or export job. */
  public static boolean isTransfer(JsonObject document) {
    String type = Members.leniently(document).text(DocumentNames.TYPE).orElse("");
    return Arrays.stream(TransferKind.values()).anyMatch(kind -> kind.word().equals(type));
  }

  /**
   * The job in a hub's answer, or that a hub kept. A status that is not known counts as running.
   *
   * @throws HubException if it is not an import or export job
   */
  public static Transfer transfer(JsonObject document) {
    Members members = Members.leniently(document);
    TransferKind kind = kind(members);
    Instant ended = members.time(ENDED);
    return new Transfer(
        members.text(JOB_ID).orElse(""),
        new TransferRequest(
            kind,
            members.filledText(INPUT).map(text -> ContainerUri.parse(INPUT, text)),
            ContainerUri.parse(OUTPUT, members.filledText(OUTPUT).orElse(NOT_SHOWN)),
            members
                .filledText(kind == TransferKind.IMPORT ? INPUT_NAME : OUTPUT_NAME)
                .orElse(TransferRequest.BLOB_NAME),
            members.flag(EXCLUDE_KEYS)),
        status(members),
        (int) members.number(PROGRESS),
        members.time(STARTED),
        ended.equals(Identity.NEVER) ? Optional.empty() : Optional.of(ended),
        members.filledText(REASON));
  }

  private static TransferStatus status(Members members) {
    String word = members.text(DocumentNames.STATUS).orElse("");
    return Arrays.stream(TransferStatus.values())
        .filter(status -> status.word().equalsIgnoreCase(word))
        .findFirst()
        .orElse(TransferStatus.RUNNING);
  }
}
