package io.twinhub.local.frontend.wire;

import io.twinhub.domain.message.Bytes;
import java.util.Base64;

/** User ids of messages, which are bytes on one wire and texts on the others. */
public final class UserIds {
  private UserIds() {}

  /** Those that are a text stay one, others become base64. */
  public static String text(Bytes userId) {
    String text = userId.text();
    boolean readable =
        Bytes.ofText(text).equals(userId) && text.codePoints().noneMatch(Character::isISOControl);
    return readable ? text : Base64.getEncoder().encodeToString(userId.toArray());
  }
}
