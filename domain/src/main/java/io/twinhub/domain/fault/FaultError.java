package io.twinhub.domain.fault;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;

/** Refusals that concern faults. */
public final class FaultError {
  private FaultError() {}

  /** A delay is not a time, or not a possible one. */
  static HubError invalidDelay(String text) {
    return RequestError.invalid(
        "'%s' is not a delay: write 2s, 500ms or 1s..3s, more than 0 and at most %s"
            .formatted(text, DelayRange.text(DelayRange.LONGEST)));
  }

  /** A probability is not possible. */
  static HubError invalidProbability(String text) {
    return RequestError.invalid("'%s' is not a probability: it is a number above 0 and at most 1"
        .formatted(ClientText.shown(text)));
  }

  /** A number of operations is not possible. */
  static HubError invalidTimes(long times) {
    return RequestError.invalid(
        times < 1
            ? "a fault cannot happen %d times: at least once".formatted(times)
            : "a fault cannot happen %d times: at most %d".formatted(times, Integer.MAX_VALUE));
  }

  /** A fault would be over before it begins. */
  static HubError invalidEnd() {
    return RequestError.invalid("a fault must last for some time: write 30s or 5m");
  }

  /** A name is not one of those that are known. */
  static HubError unknown(String what, String name, String known) {
    return RequestError.invalid(
        "there is no %s '%s': use one of %s".formatted(what, ClientText.shown(name), known));
  }

  /** A status belongs to several errors. */
  static HubError ambiguous(String status, String codes) {
    return RequestError.invalid(
        "several errors have the status %s: name one of %s".formatted(status, codes));
  }

  /** An effect needs a member that is missing. */
  static HubError lacking(String effect, String member) {
    return RequestError.invalid("the effect '%s' needs %s".formatted(effect, member));
  }

  /** A member that the effect does not have. */
  static HubError needless(String effect, String member) {
    return RequestError.invalid("the effect '%s' has no %s".formatted(effect, member));
  }

  /** The effect never meets an operation of this kind. */
  static HubError wrongKind(String effect, String kind, String possible) {
    return RequestError.invalid(
        "the effect '%s' cannot disturb the operation '%s'; it can disturb %s"
            .formatted(effect, kind, possible));
  }

  /** Operations of this kind never use this transport. */
  static HubError wrongTransport(String kind, String transport, String possible) {
    return RequestError.invalid("the operation '%s' never comes over %s; what comes over it is %s"
        .formatted(kind, transport, possible));
  }

  /** A bad certificate concerns handshakes only. */
  static HubError onlyHandshakes(String effect) {
    return RequestError.invalid(
        ("the effect '%s' concerns TLS handshakes, in which no device and no operation is known yet;"
                + " it can be restricted to the transport mqtt, amqp or https")
            .formatted(effect));
  }

  /** A call in the process has no connection. */
  static HubError nothingToDrop() {
    return RequestError.invalid(
        "a call in the process has no connection to drop; use mqtt, amqp or https");
  }

  /** Nothing is delivered over HTTPS. */
  static HubError noDeliveries() {
    return RequestError.invalid(
        "over https a hub delivers nothing by itself; use mqtt, amqp or in-process");
  }

  /** There are as many faults as a hub may have. */
  public static HubError tooMany(int max) {
    return RequestError.invalid(
        "the hub has %d faults, which is the limit; remove one first".formatted(max));
  }

  /** There is no fault of this name. */
  public static HubError notFound(String id) {
    return HubError.of(
        ErrorCode.NOT_FOUND,
        "there is no fault '%s'; it may be over already".formatted(ClientText.shown(id)));
  }
}
