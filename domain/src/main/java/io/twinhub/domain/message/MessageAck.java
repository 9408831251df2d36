package io.twinhub.domain.message;

import io.twinhub.domain.error.HubException;
import java.util.Locale;

/** The feedback that the sender of a message asks for: the word in {@code iothub-ack}. */
public enum MessageAck {
  /** No feedback, as if the word was not there. */
  NONE,
  /** Feedback if the message was completed. */
  POSITIVE,
  /** Feedback if the message ended without being completed. */
  NEGATIVE,
  /** Feedback in either case. */
  FULL;

  /**
   * Reads a word in any case. Java's service client writes {@code positiveonly} and {@code negativeonly}.
   *
   * @throws HubException with {@link MessageError#unknownAck} if it is none of the four
   */
  public static MessageAck parse(String word) {
    for (MessageAck ack : values()) {
      if (ack.azureName().equalsIgnoreCase(word) || ack.javaName().equalsIgnoreCase(word)) {
        return ack;
      }
    }
    throw new HubException(MessageError.unknownAck(word));
  }

  /** The word on the wire. */
  public String azureName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String javaName() {
    return this == POSITIVE || this == NEGATIVE ? azureName() + "only" : azureName();
  }

  /** Whether the sender wants to be told that it was completed. */
  public boolean tellsSuccess() {
    return this == POSITIVE || this == FULL;
  }

  /** Whether the sender wants to be told that it was not. */
  public boolean tellsFailure() {
    return this == NEGATIVE || this == FULL;
  }
}
