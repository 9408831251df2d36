package io.twinhub.domain.error;

/** Text that a client sent, made safe for a log line or an error message. */
public final class ClientText {
  /** How much of a client's text is repeated, in characters. */
  public static final int SHOWN_MAX = 200;

  private ClientText() {}

  /**
   * The text without control characters, which could forge log lines, and truncated to a reasonable length.
   */
  public static String shown(String text) {
    return text.length() > SHOWN_MAX
        ? onOneLine(text.substring(0, SHOWN_MAX)) + "…"
        : onOneLine(text);
  }

  /** The text without control characters. */
  public static String onOneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
    }
    return line.toString();
  }
}
