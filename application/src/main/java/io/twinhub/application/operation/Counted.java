package io.twinhub.application.operation;

/** Numbers of things, in words. */
final class Counted {
  private Counted() {}

  /** Such as {@code 1 row} or {@code 2 rows}. */
  static String of(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
