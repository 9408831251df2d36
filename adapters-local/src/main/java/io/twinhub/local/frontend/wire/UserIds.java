package io.twinhub.local.frontend.wire;

import io.twinhub.domain.message.Bytes;
import java.util.Base64;

/** User ids of messages, which are bytes in one protocol and text in the others. */
public final class UserIds {
  private UserIds() {}

  /** A user id that is readable text stays as it is; any other becomes base64. */
  public static String text(Bytes userId) {
    String text = userId.text();
    boolean readable =
        Bytes.ofText(text).equals(userId) && text.codePoints().noneMatch(Character::isISOControl);
    return readable ? text : Base64.getEncoder().encodeToString(userId.toArray());
  }
}
