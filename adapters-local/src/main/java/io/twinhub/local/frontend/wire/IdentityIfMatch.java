package io.twinhub.local.frontend.wire;

import io.twinhub.domain.twin.IfMatch;

/** The condition on an identity's etag. Unlike with twins, a tag without quotes counts, too. */
public final class IdentityIfMatch {
  private IdentityIfMatch() {}

  /**
   * The condition that a header, or the {@code eTag} of a bulk entry, stands for.
   *
   * @param tag as received; an empty text and {@code *} are no condition
   */
  public static IfMatch parse(String tag) {
    String text = tag.strip();
    if (text.startsWith("W/")) {
      text = text.substring(2);
    }
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1);
    }
    return text.isEmpty() || text.equals("*") ? IfMatch.any() : new IfMatch.Exactly(text);
  }
}
