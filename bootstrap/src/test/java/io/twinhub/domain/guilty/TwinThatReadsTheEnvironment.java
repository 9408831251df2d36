package io.twinhub.domain.guilty;

/** Guilty: a rule that depends on the machine. */
public final class TwinThatReadsTheEnvironment {
  private TwinThatReadsTheEnvironment() {}

  public static int limit() {
    return System.getenv().size();
  }
}
