package io.twinhub.azure.messages;

import com.microsoft.azure.sdk.iot.service.messaging.FeedbackBatch;
import com.microsoft.azure.sdk.iot.service.messaging.FeedbackRecord;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.queue.FeedbackStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feedback from the service SDK, which drops the module and how often a batch was abandoned. */
final class SdkFeedback {
  private static final Logger LOG = LoggerFactory.getLogger(SdkFeedback.class);

  private SdkFeedback() {}

  /** The records of a batch, without those of unknown outcomes. */
  static List<io.twinhub.domain.message.queue.FeedbackRecord> records(FeedbackBatch batch) {
    List<io.twinhub.domain.message.queue.FeedbackRecord> records = new ArrayList<>();
    for (FeedbackRecord record : batch.getRecords()) {
      status(record)
          .ifPresentOrElse(
              status -> records.add(record(record, status, records)),
              () -> LOG.warn("feedback of an unknown outcome: {}", record.getDescription()));
    }
    return records;
  }

  /**
   * The SDK gives no sequence number, so one is made from the time: a redelivered batch has the same
   * numbers again.
   */
  private static io.twinhub.domain.message.queue.FeedbackRecord record(
      FeedbackRecord record,
      FeedbackStatus status,
      List<io.twinhub.domain.message.queue.FeedbackRecord> before) {
    Instant time = time(record.getEnqueuedTimeUtc());
    long atLeast = before.isEmpty() ? 0 : before.get(before.size() - 1).sequence() + 1;
    return new io.twinhub.domain.message.queue.FeedbackRecord(
        Math.max(atLeast, time.toEpochMilli()),
        Optional.ofNullable(record.getOriginalMessageId()).filter(id -> !id.isEmpty()),
        time,
        status,
        TwinAddress.device(record.getDeviceId()),
        String.valueOf(record.getDeviceGenerationId()));
  }

  static Instant time(@Nullable Date date) {
    return date == null ? Instant.EPOCH : date.toInstant();
  }

  /** The SDK lacks one status of the service, so the description is read as well. */
  private static Optional<FeedbackStatus> status(FeedbackRecord record) {
    List<String> said =
        List.of(String.valueOf(record.getStatusCode()), String.valueOf(record.getDescription()));
    return Arrays.stream(FeedbackStatus.values())
        .filter(status -> said.stream().anyMatch(status.azureName()::equalsIgnoreCase))
        .findFirst();
  }
}
