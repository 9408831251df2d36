package io.twinhub.domain.document;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import java.util.Arrays;
import java.util.Optional;

/**
 * An entry of the journal as JSON: {@code number}, {@code at}, {@code operation}, {@code deviceId}, {@code
 * moduleId}, {@code caller}, {@code transport}, {@code detail}, {@code outcome} ({@code done}, {@code refused}
 * or {@code missed}), {@code result} or {@code reason}, {@code errorCode}, {@code faults}, {@code hints}.
 * Members without a value are left out.
 */
public final class JournalDocument {
  private static final String NUMBER = "number";
  private static final String AT = "at";
  private static final String OPERATION = "operation";
  private static final String CALLER = "caller";
  private static final String TRANSPORT = "transport";
  private static final String DETAIL = "detail";
  private static final String OUTCOME = "outcome";
  private static final String DONE = "done";
  private static final String REFUSED = "refused";
  private static final String MISSED = "missed";
  private static final String RESULT = "result";
  private static final String REASON = "reason";
  private static final String ERROR = "errorCode";
  private static final String FAULTS = "faults";
  private static final String HINTS = "hints";

  private JournalDocument() {}

  /** The document. */
  public static JsonObject of(JournalEntry entry) {
    Operation operation = entry.operation();
    JsonObject.Builder json = JsonObject.builder()
        .put(NUMBER, entry.number())
        .put(AT, HubTime.text(entry.at()))
        .put(OPERATION, operation.kind().text());
    operation.target().ifPresent(address -> {
      json.put(DocumentNames.DEVICE_ID, address.deviceId().value());
      address.moduleId().ifPresent(module -> json.put(DocumentNames.MODULE_ID, module.value()));
    });
    json.put(CALLER, operation.caller().name())
        .put(TRANSPORT, operation.caller().transport().text());
    putFilled(json, DETAIL, operation.detail());
    put(json, entry.outcome());
    if (!entry.faults().isEmpty()) {
      json.put(FAULTS, JsonArray.of(entry.faults(), JsonString::new));
    }
    if (!entry.hints().isEmpty()) {
      json.put(HINTS, JsonArray.of(entry.hints(), JsonString::new));
    }
    return json.build();
  }

  private static void put(JsonObject.Builder json, Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      json.put(OUTCOME, DONE);
      putFilled(json, RESULT, done.result());
    } else if (outcome instanceof Outcome.Refused refused) {
      json.put(OUTCOME, REFUSED).put(ERROR, refused.code().number()).put(REASON, refused.reason());
    } else if (outcome instanceof Outcome.Missed missed) {
      json.put(OUTCOME, MISSED).put(REASON, missed.reason());
    }
  }

  private static void putFilled(JsonObject.Builder json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws HubException if it is not such a document
   */
  public static JournalEntry read(JsonObject document) {
    Members members = Members.leniently(document);
    Optional<OperationKind> kind = members.text(OPERATION).flatMap(OperationKind::find);
    Optional<Transport> transport = members.text(TRANSPORT).flatMap(Transport::find);
    Optional<Outcome> outcome = outcome(members);
    if (kind.isEmpty() || transport.isEmpty() || outcome.isEmpty()) {
      throw new HubException(
          RequestError.invalid("not an entry of the journal of operations: " + document));
    }
    Operation operation = new Operation(
        new Caller(members.text(CALLER).orElse(""), transport.get()),
        kind.get(),
        target(members),
        members.text(DETAIL).orElse(""));
    return new JournalEntry(
        members.number(NUMBER),
        members.time(AT),
        operation,
        outcome.get(),
        members.texts(FAULTS),
        members.texts(HINTS));
  }

  private static Optional<TwinAddress> target(Members members) {
    return members
        .text(DocumentNames.DEVICE_ID)
        .map(device -> members
            .text(DocumentNames.MODULE_ID)
            .map(module -> TwinAddress.module(device, module))
            .orElseGet(() -> TwinAddress.device(device)));
  }

  private static Optional<Outcome> outcome(Members members) {
    String reason = members.text(REASON).orElse("");
    return switch (members.text(OUTCOME).orElse("")) {
      case DONE -> Optional.of(new Outcome.Done(members.text(RESULT).orElse("")));
      case REFUSED ->
        Arrays.stream(ErrorCode.values())
            .filter(code -> code.number() == members.number(ERROR))
            .findFirst()
            .map(code -> new Outcome.Refused(code, reason));
      case MISSED -> Optional.of(new Outcome.Missed(reason));
      default -> Optional.empty();
    };
  }
}
