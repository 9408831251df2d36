package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import java.util.Optional;

/** A publish that is a request. */
final class Publish {
  private final TwinTopic.Request request;
  private final byte[] payload;
  private final Optional<Receipts.Receipt> receipt;

  /**
   * Creates a publish.
   *
   * @param request the request
   * @param payload the payload as received
   * @param receipt the acknowledgement that is owed; absent with QoS 0
   */
  Publish(TwinTopic.Request request, byte[] payload, Optional<Receipts.Receipt> receipt) {
    this.request = request;
    this.payload = payload;
    this.receipt = receipt;
  }

  TwinTopic.Request request() {
    return request;
  }

  /** Whether it reports properties. */
  boolean isReport() {
    return request instanceof TwinTopic.PatchReported;
  }

  byte[] payload() {
    return payload;
  }

  Optional<Receipts.Receipt> receipt() {
    return receipt;
  }
}
