package io.twinhub.application.document;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodError;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls of direct methods, {@code {"methodName","connectTimeoutInSeconds"?,"responseTimeoutInSeconds"?,
 * "payload"?}}, and their answers, {@code {"status","payload"}}. A payload's text is passed on as it was
 * written.
 */
public final class MethodDocument {
  private static final String NAME = "methodName";
  private static final String CONNECT = "connectTimeoutInSeconds";
  private static final String RESPONSE = "responseTimeoutInSeconds";
  private static final String PAYLOAD = "payload";
  private static final String STATUS = "status";

  /** An upper bound for the size of an answer without its payload, in bytes. */
  private static final int HEAD_LENGTH = 64;

  private MethodDocument() {}

  /**
   * The call that a body asks for.
   *
   * @param body the body, read
   * @param utf8 the body's text
   * @throws HubException with a {@link MethodError}, or if a time-out is not a whole number
   */
  public static MethodCall call(Members body, byte[] utf8) {
    return new MethodCall(
        new MethodName(body.text(NAME).orElse("")),
        payload(utf8),
        seconds(body, CONNECT).orElse(Duration.ZERO),
        seconds(body, RESPONSE).orElse(MethodLimits.RESPONSE_TIMEOUT_DEFAULT));
  }

  private static MethodPayload payload(byte[] utf8) {
    return JsonText.memberOf(utf8, PAYLOAD).map(MethodPayload::of).orElse(MethodPayload.NULL);
  }

  private static Optional<Duration> seconds(Members body, String name) {
    return body.find(name).map(value -> seconds(body, name, value));
  }

  private static Duration seconds(Members body, String name, JsonValue value) {
    if (value instanceof JsonNumber number && number.isLong()) {
      return Duration.ofSeconds(number.longValue());
    }
    throw body.invalid(name, "must be a whole number of seconds");
  }

  /** The service accepts only whole seconds, so a time-out is rounded up and never shortened. */
  private static long seconds(Duration wait) {
    return wait.plusSeconds(1).minusNanos(1).toSeconds();
  }

  /** The text of a call whose payload is JSON. */
  public static String text(MethodCall call) {
    return "{\"%s\":%s,\"%s\":%d,\"%s\":%d,\"%s\":%s}"
        .formatted(
            NAME,
            JsonWriter.text(new JsonString(call.name().value())),
            CONNECT,
            seconds(call.connectTimeout()),
            RESPONSE,
            seconds(call.responseTimeout()),
            PAYLOAD,
            call.payload().text());
  }

  /**
   * Reads an answer.
   *
   * @throws HubException with {@link MethodError#badAnswer} if the text is not an answer: hubs may pass on
   *     what a device said without checking it
   */
  public static MethodAnswer answer(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    try {
      Members body = Members.of(JsonText.parseObject(utf8));
      if (body.find(STATUS).orElse(null) instanceof JsonNumber status
          && status.isLong()
          && status.longValue() == (int) status.longValue()) {
        return new MethodAnswer((int) status.longValue(), payload(utf8));
      }
      throw new HubException(MethodError.badAnswer("it has no status"));
    } catch (HubException bad) {
      throw bad.code() == ErrorCode.BAD_DEVICE_RESPONSE
          ? bad
          : new HubException(MethodError.badAnswer(bad.error().message()), bad);
    }
  }

  /** The text of an answer whose payload is JSON. */
  public static byte[] text(MethodAnswer answer) {
    byte[] payload = answer.payload().json().toArray();
    ByteArrayOutputStream text = new ByteArrayOutputStream(payload.length + HEAD_LENGTH);
    text.writeBytes("{\"%s\":%d,\"%s\":"
        .formatted(STATUS, answer.status(), PAYLOAD)
        .getBytes(StandardCharsets.US_ASCII));
    text.writeBytes(payload);
    text.write('}');
    return text.toByteArray();
  }

  /**
   * Checks that a call's payload is JSON.
   *
   * @throws HubException with {@link MethodError#payloadNotJson} if it is not
   */
  public static void requireJson(MethodPayload payload) {
    try {
      JsonText.parseOfClient(payload.json().toArray());
    } catch (HubException notJson) {
      throw new HubException(MethodError.payloadNotJson(notJson.error().message()), notJson);
    }
  }
}
