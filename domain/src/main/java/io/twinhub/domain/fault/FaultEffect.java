package io.twinhub.domain.fault;

import io.twinhub.domain.error.ErrorCode;

/** What a fault does. */
public sealed interface FaultEffect {

  /** The operation waits before it begins. */
  record Latency(DelayRange delay) implements FaultEffect {
    @Override
    public String text() {
      return "latency";
    }
  }

  /** The hub refuses the operation. */
  record Refusal(ErrorCode code) implements FaultEffect {
    @Override
    public String text() {
      return code == ErrorCode.THROTTLING ? "throttled" : "refuse";
    }
  }

  /** The client's connection is dropped, and the operation is not done. */
  record DropBefore() implements FaultEffect {
    @Override
    public String text() {
      return "drop-before";
    }
  }

  /** The operation is done, and then the client's connection is dropped without an answer. */
  record DropAfter() implements FaultEffect {
    @Override
    public String text() {
      return "drop-after";
    }
  }

  /** A delivery never arrives. */
  record Lost() implements FaultEffect {
    @Override
    public String text() {
      return "lost";
    }
  }

  /** A delivery arrives late; those after it do not wait for it. */
  record Late(DelayRange delay) implements FaultEffect {
    @Override
    public String text() {
      return "late";
    }
  }

  /** A delivery arrives twice. */
  record Twice() implements FaultEffect {
    @Override
    public String text() {
      return "twice";
    }
  }

  /** A delivery arrives after the next one of its kind to the same device. */
  record Reordered() implements FaultEffect {
    @Override
    public String text() {
      return "reordered";
    }
  }

  /** New connections are shown a bad server certificate. */
  record BadCertificate(CertificateFlaw flaw) implements FaultEffect {
    @Override
    public String text() {
      return flaw.text() + "-certificate";
    }
  }

  /** The name that users write and read, such as {@code drop-before}. */
  String text();

  /** Whether it disturbs what the hub delivers to devices, and not what clients ask the hub. */
  default boolean isOfDeliveries() {
    return this instanceof Lost
        || this instanceof Late
        || this instanceof Twice
        || this instanceof Reordered;
  }
}
