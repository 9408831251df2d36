package io.twinhub.domain.twin;

import io.twinhub.domain.error.HubException;

/**
 * The client's precondition on the current etag (RFC 9110, If-Match), for twins and identities.
 *
 * <p>Clients send these forms: absent, {@code *} or {@code "*"} means no condition; {@code "tag"} means that
 * etag; {@code W/"tag"} means the tag inside. For twins the service does not understand a tag without quotes
 * and writes without a condition; see {@link #parse}.
 */
public sealed interface IfMatch {

  /** No condition. */
  static IfMatch any() {
    return new Any();
  }

  /** Whether {@code currentEtag} satisfies this condition. */
  boolean allows(String currentEtag);

  /**
   * Passes silently when {@code current} satisfies this condition.
   *
   * @throws HubException with {@link TwinError#etagMismatch} otherwise
   */
  default void require(Etag current) {
    if (!allows(current.value())) {
      throw new HubException(TwinError.etagMismatch(toString(), current));
    }
  }

  /**
   * The condition that a header value stands for.
   *
   * @param header the value as received; an empty text counts as absent
   */
  static IfMatch parse(String header) {
    String text = withoutWeakness(header);
    return isQuoted(text) ? ofTag(text.substring(1, text.length() - 1)) : any();
  }

  /**
   * The condition on the etag of an identity, from a header or a bulk entry. Unlike with twins, a tag without
   * quotes counts too.
   *
   * @param tag the text as received; an empty text counts as absent
   */
  static IfMatch parseOfIdentity(String tag) {
    String text = withoutWeakness(tag);
    String inner = isQuoted(text) ? text.substring(1, text.length() - 1) : text;
    return inner.isEmpty() ? any() : ofTag(inner);
  }

  private static String withoutWeakness(String header) {
    String text = header.strip();
    return text.startsWith("W/") ? text.substring(2) : text;
  }

  private static boolean isQuoted(String text) {
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
  }

  private static IfMatch ofTag(String tag) {
    return tag.equals("*") ? any() : new Exactly(tag);
  }

  /** No condition. */
  record Any() implements IfMatch {
    @Override
    public boolean allows(String currentEtag) {
      return true;
    }

    @Override
    public String toString() {
      return "*";
    }
  }

  /** The etag must be this one. */
  record Exactly(String etag) implements IfMatch {
    @Override
    public boolean allows(String currentEtag) {
      return etag.equals(currentEtag);
    }

    @Override
    public String toString() {
      return etag;
    }
  }
}
