package io.twinhub.local.frontend.mqtt.topic;

/**
 * Something that a client may not send: its connection is closed. The message is for the log. It has no
 * stack trace: garbage from the network is data, not a bug.
 */
public final class ProtocolViolation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** How much of a client's own text a reason repeats, in characters. */
  private static final int SHOWN_MAX = 200;

  /** Closes because of {@code reason}. */
  public ProtocolViolation(String reason) {
    super(reason, null, false, false);
  }

  /** Closes because of {@code what}, and shows the client's text. */
  static ProtocolViolation of(String what, String clientText) {
    return new ProtocolViolation("%s: '%s'".formatted(what, shown(clientText)));
  }

  /** A client's text as a reason may repeat it: cut, and on one line. */
  public static String shown(String text) {
    return oneLine(text, SHOWN_MAX);
  }

  /** The first {@code max} characters of {@code text}, on one line. */
  public static String oneLine(String text, int max) {
    String cut = text.length() > max ? text.substring(0, max) + "…" : text;
    return cut.codePoints()
        .map(c -> breaksLine(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean breaksLine(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
