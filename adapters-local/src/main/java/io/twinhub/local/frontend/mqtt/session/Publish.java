package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import java.util.Optional;

/** What a client published that asks something. */
final class Publish {
  private final TwinTopic.Request request;
  private final byte[] payload;
  private final Optional<Receipts.Receipt> receipt;

  /**
   * A publish.
   *
   * @param request what it asks
   * @param payload as it came
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

  byte[] payload() {
    return payload;
  }

  Optional<Receipts.Receipt> receipt() {
    return receipt;
  }
}
