package io.twinhub.local.frontend.amqp.message;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.frontend.amqp.link.MessageId;
import java.util.Date;
import java.util.UUID;

/**
 * Values of a message's properties as texts: readers get strings, but Node sends ids that look like a UUID as AMQP
 * uuid, and numbers may come as numbers.
 */
final class PropertyText {
  private PropertyText() {}

  /** The text of an id; refuses as the other method does. */
  static String of(String name, MessageId id) {
    return of(name, id.value());
  }

  /**
   * The text of a value.
   *
   * @param name of the property, for the refusal
   * @throws HubException if it is bytes, or holds other values
   */
  static String of(String name, Object value) {
    if (value instanceof Date time) {
      return time.toInstant().toString();
    }
    if (value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof UUID) {
      return value.toString();
    }
    throw new HubException(RequestError.invalid(
        "%s must be a text, a number, a boolean, a time or a UUID".formatted(name)));
  }

  /** The text of an application property. */
  static String ofProperty(String name, Object value) {
    return of("application property '" + name + "'", value);
  }
}
