package io.twinhub.azure.messages;

import com.microsoft.azure.sdk.iot.service.messaging.Message;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.CloudMessage.SystemProperties;
import io.twinhub.domain.message.MessageAck;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message as the service SDK takes it. What the SDK would drop is refused, so that no loss goes
 * unnoticed.
 */
final class SdkMessage {
  /**
   * Set as a property: the SDK's own values, like {@code positiveonly}, are not the service's, and its
   * default asks for all feedback.
   */
  private static final String ACK = "iothub-ack";

  private SdkMessage() {}

  static Message of(CloudMessage message) {
    SystemProperties system = message.system();
    refuseIf(system.contentType().isPresent(), "content type");
    refuseIf(system.contentEncoding().isPresent(), "content encoding");
    Message sdk = new Message(message.body().toArray());
    system.messageId().ifPresent(sdk::setMessageId);
    sdk.setCorrelationId(system.correlationId().orElse(null));
    system.userId().map(SdkMessage::text).ifPresent(sdk::setUserId);
    system.expiry().map(Date::from).ifPresent(sdk::setExpiryTimeUtc);
    Map<String, String> properties = new LinkedHashMap<>(message.properties());
    properties.put(ACK, system.ack().orElse(MessageAck.NONE).azureName());
    sdk.setProperties(properties);
    return sdk;
  }

  private static void refuseIf(boolean present, String what) {
    if (present) {
      throw new HubException(HubError.of(
          ErrorCode.NOT_IMPLEMENTED,
          "Azure's service SDK sends no %s; put it into an application property".formatted(what)));
    }
  }

  private static String text(Bytes userId) {
    refuseIf(!Bytes.ofText(userId.text()).equals(userId), "user id that is not UTF-8 text");
    return userId.text();
  }
}
