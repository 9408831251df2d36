package io.twinhub.local.engine.query.table;

/**
 * The order of results: by device, then by what follows the slash. A slash sorts before any other
 * character, so that everything that belongs to one device is together.
 */
public final class KeyOrder {
  private KeyOrder() {}

  /** Compares two keys, as a comparator does. */
  public static int compare(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return a == '/' ? -1 : b == '/' ? 1 : a - b;
      }
    }
    return left.length() - right.length();
  }
}
