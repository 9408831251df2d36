package io.twinhub.azure.amqp;

import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.CloudMessage.SystemProperties;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.message.Message;

/** A cloud-to-device message in AMQP's form. */
final class SentMessage {
  /** Enough for the largest message allowed with AMQP's encoding of each part, in bytes. */
  private static final int BYTES_MAX = 1024 * 1024;

  private SentMessage() {}

  static byte[] bytes(CloudMessage message) {
    Message amqp = Proton.message();
    SystemProperties system = message.system();
    amqp.setAddress(message.to());
    system.messageId().ifPresent(amqp::setMessageId);
    system.correlationId().ifPresent(amqp::setCorrelationId);
    system.userId().ifPresent(id -> amqp.setUserId(id.toArray()));
    system.contentType().ifPresent(amqp::setContentType);
    system.contentEncoding().ifPresent(amqp::setContentEncoding);
    system.expiry().ifPresent(time -> amqp.setExpiryTime(time.toEpochMilli()));
    Map<String, Object> properties = new LinkedHashMap<>(message.properties());
    system.ack().ifPresent(ack -> properties.put("iothub-ack", ack.azureName()));
    amqp.setApplicationProperties(new ApplicationProperties(properties));
    amqp.setBody(new Data(new Binary(message.body().toArray())));
    byte[] bytes = new byte[BYTES_MAX];
    return Arrays.copyOf(bytes, amqp.encode(bytes, 0, bytes.length));
  }
}
